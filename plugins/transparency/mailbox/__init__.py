"""From the office's mailbox to drafts of the register.

What people wrote stays in the mailbox, which is never changed. Beside it a ledger remembers, outside of
the repository, which letter became which request; the register itself gets nothing but days, a place, a
topic and a random id.
"""
