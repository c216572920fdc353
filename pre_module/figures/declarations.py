"""What each figure counts, in words a coordonnateur can check by hand. The numbers are worked out beside it."""

from dataclasses import dataclass

from pre_module.rules.refusal import _


@dataclass(frozen=True)
class Figure:
	"""One figure. All texts are English, marked for translation: whoever shows them translates them.

	population: whom or what it counts over. measure: in what unit. breakdowns: by what it is cut.
	"""

	id: str
	label: str
	population: str
	measure: str
	breakdowns: tuple[str, ...]
	definition: str


FIGURES = {
	figure.id: figure
	for figure in (
		Figure(
			"F01",
			_("Children followed"),
			_("Children"),
			_("Children, each once per school year"),
			(_("New or continuing"), _("Left or still followed")),
			_(
				"A referral accepted between the first and the last day of the school year, or a parcours started by its "
				"last day and not closed before its first day. New: no referral accepted and no parcours started before "
				"the first day of the year; continuing: all others. Left: a started parcours closed during the year, none "
				"open after its last day, and no referral accepted after that closing."
			),
		),
		Figure(
			"F02",
			_("Children in an individual parcours"),
			_("Children followed"),
			_("Children, each once per school year"),
			(),
			_(
				"Among the children followed: a parcours started by the last day of the year, not closed before its first "
				"day, with at least one individual action."
			),
		),
		Figure(
			"F03",
			_("Children without an individual parcours"),
			_("Children followed"),
			_("Children, each once per school year"),
			(_("Group actions only or parcours not started"),),
			_(
				"The children followed who are not in an individual parcours: a parcours of group actions only, or a "
				"referral accepted in the year whose parcours had not started by its last day."
			),
		),
		Figure(
			"F04",
			_("Children identified"),
			_("Referrals received in the year"),
			_("Children, each once per school year"),
			(_("Taken in charge or not"),),
			_(
				"Children of the referrals received in the school year; a referral without a child's file counts as one "
				"child. Taken in charge: one of these referrals is accepted, whenever it was."
			),
		),
		Figure(
			"F05",
			_("Children by sex, age and school level"),
			_("Children followed"),
			_("Children, each once per school year"),
			(_("Sex"), _("Age at the start of the year"), _("School level")),
			_(
				"Age in completed years on the first day of the school year. Level of the school noted in the child's "
				"schooling for that year."
			),
		),
		Figure(
			"F06",
			_("Children in priority areas"),
			_("Children followed"),
			_("Children, each once per school year"),
			(
				_("Residence at entry"),
				_("Residence today"),
				_("School network at entry"),
				_("School network today"),
			),
			_(
				"Residence in a territory of priority (QPV, REP or REP+) in force on that day; school in a REP or REP+ "
				"network. Entry: the day of the first accepted referral, as it was kept then."
			),
		),
		Figure(
			"F09",
			_("Origin of the referrals"),
			_("Referrals received in the year"),
			_("Referrals"),
			(_("Origin"), _("Partner")),
			_(
				"Each referral received in the school year, by its origin; a child referred twice counts twice."
			),
		),
		Figure(
			"F11",
			_("Decisions on the referrals"),
			_("Referrals received in the year"),
			_("Referrals"),
			(_("Decision"), _("Delay")),
			_(
				"Each referral received in the school year, by the decision as it stands today. Delay: median of the days "
				"from reception to decision, over the decided ones."
			),
		),
		Figure(
			"F13",
			_("Agreements of the families"),
			_("Children followed today"),
			_("Agreements expected"),
			(_("State"),),
			_(
				"One agreement per stage and holder of parental authority: information and diagnostic for each child "
				"followed today, parcours once one is approved, active or suspended. Sharing counts once it was asked."
			),
		),
		Figure(
			"F14",
			_("Duration of the parcours"),
			_("Parcours closed in the year"),
			_("Parcours"),
			(_("Duration"),),
			_(
				"Each parcours that had started and was closed in the school year, from the decision to take the child in "
				"charge (the last one before the start; the start where there is none) to the exit. Usual length: as "
				"in the settings. Median in days."
			),
		),
		Figure(
			"F15",
			_("Actions by domain"),
			_("Parcours running in the period"),
			_("Actions, sessions, hours"),
			(_("Domain"), _("Individual or collective"), _("Funding"), _("Partner")),
			_(
				"Actions of the parcours started by the last day of the period and not closed before its first day. Hours "
				"and attendance: sessions held in the period, their length, and the children noted present, absent or "
				"excused; rate: present among present and absent."
			),
		),
		Figure(
			"F16",
			_("Needs by domain"),
			_("Diagnostics dated in the period"),
			_("Needs"),
			(_("Domain"), _("Answer of existing services"), _("Territory"), _("Quarter"), _("Waiting time")),
			_(
				"Each line « needs » of the diagnostics dated in the period, by the answer as it stands today, of all the "
				"services asked. Not covered: none covers it, and each answer is a waiting list, insufficient, refused, no "
				"such service, or awaited for longer than the delay of the settings. Answered by the PRE: not covered, and a "
				"parcours under way has an action of the PRE for it. Redirected and answered: referrals redirected for a reason "
				"of the domain whose service has answered. Waiting time: median of the days from each request to its answer, "
				"or to the first day of the place; until today while it lasts."
			),
		),
		Figure(
			"F17",
			_("Exits by reason"),
			_("Parcours closed in the year"),
			_("Parcours"),
			(_("Reason for leaving"),),
			_("The same parcours by the reason for leaving, in the categories of the national survey."),
		),
		Figure(
			"F18",
			_("Situation at the exit and progress"),
			_("Parcours closed in the year"),
			_("Parcours and objectives"),
			(_("Situation at the exit"), _("Progress"), _("Domain")),
			_(
				"Goal attainment scaling: T score of the exit review against that of the review at the start of the same "
				"parcours, to one decimal: improved, same or worse. Objectives reached: at level 0 or above in the exit "
				"review. Cancelled reviews do not count."
			),
		),
		Figure(
			"F19",
			_("Children per référent"),
			_("Contracts in force on the day"),
			_("Children"),
			(_("Référent"), _("Plain or weighted"), _("Per full-time post")),
			_(
				"Children whose started and not yet closed parcours is in the charge of the référent on that day, each "
				"once per contract. Weighted: the first steps, parcours by phase, actions and objectives under the "
				"contract, each times the weight that the structure gave to this kind of work; without weights a child "
				"under way counts one. Per post: divided by the full-time equivalent noted on the contract. A contract whose "
				"term has passed keeps a line, without post, as long as children are left under it."
			),
		),
		Figure(
			"F27",
			_("Relation with the families"),
			_("Contacts and reviews dated in the year; children with a parcours under way today"),
			_("Contacts; children"),
			(_("Kind of contact"), _("Reached or not"), _("Silence beyond the interval"), _("Satisfaction")),
			_(
				"Each contact noted with a family, by its day: by kind where somebody was reached, and the attempts where "
				"nobody was. Silent: a child whose parcours is active or suspended today, and one of whose parents, each "
				"apart where they live apart, was not informed for longer than the interval of the settings, counted from "
				"the last contact of a kind that informs, the last review where they were or that they were told of, or the "
				"start of the parcours. Satisfaction: what the parents "
				"answered at the last validated review of the year at which they were asked, each child once."
			),
		),
		Figure(
			"F20",
			_("The team"),
			_("Teams and meetings of the structure"),
			_("Members, meetings, situations, attendances"),
			(_("Field of work"), _("Quorum"), _("Different situations"), _("Partner")),
			_(
				"Members: of the teams in force on the last day of the school year, or today, each once in each field. "
				"Meetings: held in the year. Situations: lines of their agendas noted as examined. Attendance: present or "
				"replaced, over all attendances noted, by the partner of the member."
			),
		),
	)
}
