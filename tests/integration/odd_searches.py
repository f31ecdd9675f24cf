"""What IMAP servers answer to SEARCH that is odd: each sets a script up, and must cost nothing."""

from __future__ import annotations

from tests.integration.odd_corners import Corner, lists

ODD_SEARCHES: dict[str, Corner] = {
    "ESEARCH with counts": lists(
        lambda tag, uids: (
            f'* ESEARCH (TAG "{tag}") UID MIN {uids[0]} MAX {uids[-1]} COUNT {len(uids)} ALL {uids[0]}:{uids[-1]}'
        )
    ),
    "ESEARCH of another command first": lists(
        lambda tag, uids: (
            f'* ESEARCH (TAG "ZZ1") UID ALL 1:3\r\n* ESEARCH (TAG "{tag}") UID ALL {uids[-1]}:{uids[0]}'
        )
    ),
    "ESEARCH with its tag in a literal": lists(
        lambda tag, uids: f"* ESEARCH (TAG {{{len(tag)}}}\r\n{tag}) UID ALL {','.join(map(str, uids))}"
    ),
    "UIDs twice, falling": lists(lambda _tag, uids: "* SEARCH " + " ".join(map(str, [*uids[::-1], *uids]))),
    "UIDs on a line each": lists(lambda _tag, uids: "\r\n".join(f"* SEARCH {uid}" for uid in uids)),
    "UIDs with a MODSEQ": lists(lambda _tag, uids: f"* SEARCH {' '.join(map(str, uids))} (MODSEQ 917162500)"),
    "ESEARCH with spaces in its set": lists(
        lambda tag, uids: f'* ESEARCH (TAG "{tag}")  UID  ALL  {", ".join(map(str, uids))}'
    ),
    "UIDs with commas": lists(lambda _tag, uids: f"* SEARCH {','.join(map(str, uids))}"),
    "UIDs in brackets": lists(lambda _tag, uids: f"* SEARCH ({' '.join(map(str, uids))})"),
    "ESEARCH": lists(lambda tag, uids: f'* ESEARCH (TAG "{tag}") UID ALL {uids[0]}:{uids[-1]}'),
}
