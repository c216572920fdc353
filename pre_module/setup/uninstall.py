"""Uninstalling leaves nothing of the app on the site, and everything that isn't the app's.

Frappe drops the DocTypes and what carries the app's module (reports, workspaces, print formats...). It runs
the hooks of an uninstall on `--dry-run` too: so before it we only note what is ours, and remove once the
DocTypes are gone.
"""

import frappe

from pre_module.setup import leftovers

MODULE = "PRE Module"
APP = "pre_module"
ROLES = (
	"PRE Administrator",
	"PRE Coordinator",
	"PRE Referent",
	"PRE Team Member",
	"PRE Partner",
	"PRE Manager",
	"PRE Evaluator",
	"PRE Data Protection Officer",
)
# Made by Frappe itself on every site, whoever uses them in a workflow.
OF_FRAPPE = ("Pending", "Approved", "Rejected", "Approve", "Reject", "Review")


def before_uninstall() -> None:
	"""Hook before_uninstall: note the names that nothing will tell any more afterwards. Changes nothing."""
	doctypes = frappe.get_all("DocType", filters={"module": MODULE}, pluck="name")
	workflows = frappe.get_all("Workflow", filters={"document_type": ("in", doctypes)}, pluck="name")
	frappe.flags.pre_module_leaves = frappe._dict(
		doctypes=doctypes,
		reports=frappe.get_all("Report", filters={"module": MODULE}, pluck="name"),
		workspaces=frappe.get_all("Workspace", filters={"module": MODULE}, pluck="name"),
		series=leftovers.series_of(doctypes),
		states=_used("Workflow Document State", "state", workflows) | _shipped("Workflow State"),
		actions=_used("Workflow Transition", "action", workflows) | _shipped("Workflow Action Master"),
	)


def after_uninstall() -> None:
	"""Hook after_uninstall: remove what Frappe left. Nothing at all after a dry run."""
	leaves = frappe.flags.pre_module_leaves
	if frappe.db.exists("DocType", {"module": MODULE}):
		return
	leftovers.forget_doctypes(leaves.doctypes)
	leftovers.forget_series(leaves.series)
	leftovers.forget_reports(leaves.reports)
	_forget_workflow_parts(leaves.states, leaves.actions)
	_forget_roles()
	_forget_app(leaves.workspaces)
	frappe.db.commit()  # Frappe committed before the hook, and ends here
	frappe.clear_cache()


def _used(rows: str, field: str, workflows: list[str]) -> set[str]:
	return set(frappe.get_all(rows, filters={"parent": ("in", workflows)}, pluck=field))


def _shipped(doctype: str) -> set[str]:
	# What the site had before the app came stays.
	filters = {"document_type": doctype, "found_on_site": 0}
	return set(frappe.get_all("PRE Baseline Record", filters=filters, pluck="document_name"))


def _forget_workflow_parts(states: set[str], actions: set[str]) -> None:
	"""States and actions of our workflows that no other workflow uses."""
	rows, steps = "Workflow Document State", "Workflow Transition"
	used_states = {*frappe.get_all(rows, pluck="state"), *frappe.get_all(steps, pluck="next_state")}
	used_actions = frappe.get_all(steps, pluck="action")
	leftovers.remove("Workflow State", states - used_states - {*OF_FRAPPE})
	leftovers.remove("Workflow Action Master", actions.difference(used_actions, OF_FRAPPE))


def _forget_roles() -> None:
	for doctype in ("Has Role", "Custom DocPerm", "Workflow Action Permitted Role"):
		frappe.db.delete(doctype, {"role": ("in", ROLES)})
	leftovers.remove("Role", ROLES)


def _forget_app(workspaces: list[str]) -> None:
	"""The traces of the app itself: its patches, its scheduled jobs, and whoever starts on its page."""
	jobs = frappe.get_all("Scheduled Job Type", filters={"method": ("like", f"{APP}.%")}, pluck="name")
	frappe.db.delete("Scheduled Job Log", {"scheduled_job_type": ("in", jobs or [""])})
	leftovers.remove("Scheduled Job Type", jobs)
	frappe.db.delete("Patch Log", {"patch": ("like", f"%{APP}.%")})
	frappe.db.delete("Block Module", {"module": MODULE})
	frappe.db.set_value("User", {"default_app": APP}, "default_app", None)
	if workspaces:
		frappe.db.set_value("User", {"default_workspace": ("in", workspaces)}, "default_workspace", None)
	if frappe.db.get_single_value("System Settings", "default_app") == APP:
		frappe.db.set_single_value("System Settings", "default_app", None)
