"""Releases of a static site: verified, compressed, signed, and switched by one rename.

Knows nothing of what the site is about. A store is a folder (see `store.py`); within `changing` it is
held alone, and what a killed process left in it has been mended:

    from release.publishing import Plan, publish, rollback
    from release.signing import Signer
    from release.store import Store

    store = Store(Path("public"))
    with store.changing():
        done = publish(store, Plan(tree=Path("output"), signer=Signer(key, "example.org"), made=now))
        rollback(store, signer.allowed_signers())            # the release before
        rollback(store, signer.allowed_signers(), "000007")

A server serves `store/current/`. `store.tree(name)` is the folder of a release, `store.manifest(name)`
what it holds, and `later.changes_since(earlier)` what one must send to make the earlier one the later.
A machine without earlier releases takes over the last one from where it is public: `taking_over.adopt`.
Anyone verifies a folder or an address with `proof.examine`.

Faults are those of `faults.py` and OSError: then the earlier release is public as before, and the next
publication mends what is left. Nothing is imported here, so that who needs the lock alone gets it soon.
"""
