"""What a web server is told: headers, types, caches, addresses that moved, and files for machines."""
