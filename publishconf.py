"""Settings of the published site: pelicanconf.py, and from the environment what each machine has of its own.

Nothing secret stands here: the signing key is named by the path of its file.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from pelicanconf import *  # noqa: E402, F403

SITEURL = os.environ.get("ASHYQ_ADDRESS", "")
TRANSPARENCY_OPERATOR = os.environ.get("ASHYQ_OPERATOR", "")

RELEASE_STORE = os.environ.get("ASHYQ_STORE", "public")
RELEASE_KEY = os.environ.get("ASHYQ_SIGNING_KEY", "")
RELEASE_SIGNERS = os.environ.get("ASHYQ_SIGNERS", "")
RELEASE_KEEP = os.environ.get("ASHYQ_KEEP", "10")
RELEASE_SHRINK = os.environ.get("ASHYQ_SHRINK", "10")
