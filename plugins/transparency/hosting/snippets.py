"""All rules for servers by the names of their files."""

from __future__ import annotations

from .caddy import caddyfile
from .nginx import nginx_maps, nginx_site
from .place import Place
from .static_hosts import headers_file, redirects_file

NOTE = "# Written by `ashyq headers`; what it says is changed in plugins/transparency/hosting/policies.py.\n"


def server_files(place: Place) -> dict[str, str]:
    """Each file that `ashyq headers` writes."""
    return {
        "nginx/maps.conf": NOTE + nginx_maps(place),
        "nginx/site.conf": NOTE + nginx_site(place),
        "Caddyfile": NOTE + caddyfile(place),
        "_headers": NOTE + headers_file(place),
        "_redirects": NOTE + redirects_file(place),
    }
