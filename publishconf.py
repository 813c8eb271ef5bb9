"""Settings of the published site: pelicanconf.py, with the operator's address from the environment."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from pelicanconf import *  # noqa: E402, F403

SITEURL = os.environ.get("ASHYQ_ADDRESS", "")
