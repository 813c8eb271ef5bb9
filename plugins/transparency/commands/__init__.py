"""The verbs of the `ashyq` command, one module each; a module is imported only when its verb is used."""
