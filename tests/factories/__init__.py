"""Documents for the tests of a site and of the browser, all made through the ORM, so all under the rules.

Every function has fixed defaults and takes any field of its DocType by name to say otherwise; what must be
unique is numbered by a counter, never drawn by lot. Days are counted from today, since the rules read the
calendar. Reference values (need domains, factors...) are those of the site, made when it has none.

	child = make_child()
	agree_to(child, STAGES_FOR_PARCOURS)
	parcours = make_active_parcours(child)
	apply(parcours, "Suspend", user=referent.name)
"""

from tests.factories.actions import (
	agreeing_child,
	enrol,
	make_action,
	make_session,
	note,
	note_in_a_row,
	planning_line,
)
from tests.factories.basics import day, insert, next_number, years_old
from tests.factories.charter import accept_charter, everybody_sees, make_charter
from tests.factories.child import agree_to, guardian, make_child, make_consent
from tests.factories.droit_commun import diagnosed, make_request, need_line, note_gap
from tests.factories.parcours import (
	approve,
	in_charge,
	make_active_parcours,
	make_approved_parcours,
	make_contract,
	make_parcours,
	scale,
)
from tests.factories.people import (
	PASSWORD,
	exit_reason,
	make_partner,
	make_school,
	make_structure,
	make_territory,
	make_user,
	need_domain,
	reference,
)
from tests.factories.process import (
	accept,
	complete_diagnostic,
	examine,
	factor,
	make_criteria,
	make_diagnostic,
	make_referral,
	validate_diagnostic,
)
from tests.factories.reviews import hold_review, make_review
from tests.factories.situation import make_meeting, share_with, shared_lines, situation_of
from tests.factories.steps import STATUS_AFTER, apply, through_workflow
from tests.factories.team import make_decision, make_team
