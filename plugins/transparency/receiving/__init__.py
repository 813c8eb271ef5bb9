"""The receiver: takes what the feedback form sends and puts it into the office's mailbox.

It runs where the site is served, beside a web server, and knows the standard library, the form of
references, and what `ashyq receive` prepared for it; so it can be carried away as one file.
"""
