"""What an editor of data sees while typing: schemas, examples, the language server."""
