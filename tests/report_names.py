"""The reports by name, and how their tests run them as the Desk does."""

from frappe.desk.query_report import run

from tests import hand_counted as hand

CASELOAD = "PRE Caseload by Referent"
FOLLOW_UP = "PRE Parcours Follow-Up"
REFERRALS = "PRE Referrals by Origin and Decision"
NEEDS = "PRE Needs and Actions by Domain"
AGREEMENTS = "PRE Agreements to Watch"
AREAS = "PRE Children by Territory and School"
YEARLY = "PRE Yearly Activity"
UNCOVERED = "PRE Uncovered Needs"
QUEUE = "PRE Referral Queue"
TEAM = "PRE Team Activity"
CAMPAIGN = "PRE Charter Campaign"

IN_YEAR = {"structure": hand.A, "school_year": hand.YEAR}
PERIOD = {"structure": hand.A, "from_date": "2024-09-01", "to_date": "2025-08-31"}


def rows(report: str, **filters) -> list[dict]:
	"""The lines of a report, as the Desk gets them, without Frappe's own total line."""
	return [line for line in run(report, filters=filters)["result"] if isinstance(line, dict)]
