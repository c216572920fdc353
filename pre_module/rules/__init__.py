"""The rules of a Programme de Réussite Éducative, plain Python that knows nothing of Frappe.

Read this table, then the function: each says its rule, the phrase of the text it comes from, and what it
refuses. Controllers, workflows, reports and imports call them; nobody writes a rule a second time. "Rests on
siblings" stays small: a module here imports only `dates` and `refusal`,
`sharing` reads `consent`, `parcours` reads `droit_commun`, and what compares names (`sound`, `duplicates`, `merge`)
reads `identity`.

| rule | where | what it says |
| --- | --- | --- |
| R1 | `public.check_public` | who may be accompanied |
| R2 | `droit_commun.standing`, `droit_commun.check_gap`, `droit_commun.check_place`, `droit_commun.check_borne`, `droit_commun.check_request`, `droit_commun.outcome` | droit commun first: the PRE acts on the gap only |
| R3 | `consent.check_agreements`, `consent.stages_that_fell`, `identity.check_guardians`, `merge.check_guardians_agree`, `sharing.shared_domains`, `sharing.last_day_shared`, `sharing.missing_for_sharing` | nothing without each parent's agreement; nothing shared beyond it |
| R4 | `referent.check_not_coordinator`, `referent.check_coordinations` | nobody is référent and coordonnateur |
| R5 | `referent.check_contract_signed`, `referent.check_charges`, `referent.check_one_in_charge`, `referent.check_capacity`, `merge.check_parcours`, `follow_up.first_steps_are_over` | one référent, under contract, at any date |
| R6 | `team.check_team`, `team.check_quorum`, `team.quorum_state`, `team.check_attendance`, `team.check_task` | several fields, an orientation; who was there, what was decided |
| R7 | `diagnostic.check_diagnostic` | crossed views, the family heard |
| R8 | `parcours.check_document`, `parcours.check_approval`, `parcours.check_start`, `goal_attainment.check_scales` | the document, and the start |
| R9 | `schedule.plan`, `schedule.check_session`, `schedule.check_planning`, `enrolment.moving_up`, `enrolment.check_parcours`, `enrolment.check_leaving`, `attendance.check_attendance`, `attendance.absences_in_a_row` | out of school hours, places and waiting lists, who came |
| R10 | `charter.accepts`, `charter.that_count`, `charter.in_force`, `charter.check_content`, `charter.check_next_version`, `charter.check_given_in_person`, `charter.check_can_be_given`, `anonymous.scrub`, `anonymous.school_level`, `team.check_may_carry_out` | the charter first: published, signed, accepted in person |
| R11 | `safeguarding.check_report`, `safeguarding.check_sent_for_good` | a worrying situation, sent, acknowledged, the parents informed or why not |
| R12 | `review.check_family`, `review.check_next`, `leaving.check_suspension` | the family at each review or told of it, the next one agreed, a suspension explained |
| R15 | `goal_attainment.t_score`, `goal_attainment.check_weights`, `review.check_order`, `review.check_status`, `review.check_levels`, `review.check_grid`, `review.check_words` | progress measured by the child's own objectives, reviews in their order |
| R16 | `eligibility.criteria_in_force`, `eligibility.check_criteria_sets`, `eligibility.check_criteria`, `eligibility.check_decision_criteria` | local criteria, kept with each decision |
| R17 | `leaving.check_relay`, `leaving.check_due_on` | who takes over, with the family's agreement, and the check some months after |
"""
