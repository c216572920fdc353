"""The rules of a Programme de Réussite Éducative, plain Python that knows nothing of Frappe.

Read this table, then the function: each says its rule, the phrase of the text it comes from, and what it
refuses. Controllers, workflows, reports and imports call them; nobody writes a rule a second time. "Rests on
siblings" stays small: a module here imports only `dates` and `refusal`.

| rule | where | what it says |
| --- | --- | --- |
| R1 | `public.check_public` | who may be accompanied |
| R3 | `consent.check_agreements`, `consent.stages_that_fell`, `identity.check_guardians` | nothing without each parent's agreement |
| R4 | `referent.check_not_coordinator`, `referent.check_coordinations` | nobody is référent and coordonnateur |
| R5 | `referent.check_contract_signed`, `referent.check_charges`, `referent.check_one_in_charge`, `referent.check_capacity` | one référent, under contract, at any date |
| R7 | `diagnostic.check_diagnostic` | crossed views, the family heard |
| R8 | `parcours.check_document`, `parcours.check_approval`, `parcours.check_start` | the document, and the start |
| R16 | `eligibility.criteria_in_force`, `eligibility.check_criteria_sets`, `eligibility.check_decision_criteria` | local criteria, kept with each decision |
"""
