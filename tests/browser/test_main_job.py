"""The main job, walked by four people: a school refers a child, the coordonnateur examines and decides, the
référent builds the parcours, the coordonnateur starts it; the evaluator reads figures and no name. Nobody sees more
than the register opens: the référent finds the child once the coordonnateur entrusted it to him."""

from urllib.parse import quote

import pytest

from tests.browser.cast import Cast
from tests.factories import day, scale, years_old

CHILD, FIRST, LAST = "Inès Modèle", "Inès", "Modèle"
MOTHER = "Nora Modèle"


@pytest.fixture
def walk(desk_of, cast: Cast, picture):
	"""The steps of the main job, each by one person in a browser of their own."""
	return Walk(desk_of, cast, picture)


def test_a_child_goes_from_a_referral_to_an_active_parcours(walk):
	referral = walk.the_school_refers()
	child = walk.the_coordinator_accepts(referral)
	walk.the_coordinator_notes_agreements(child, "Information", "Diagnostic")
	diagnostic = walk.the_referent_writes_the_diagnostic(child)
	walk.the_coordinator_validates(diagnostic)
	parcours = walk.the_referent_builds_the_parcours(child, diagnostic)
	walk.the_coordinator_starts(parcours)
	walk.the_coordinator_reads_it_in_a_report(parcours)
	walk.the_evaluator_reads_no_name(child)


class Walk:
	def __init__(self, desk_of, cast: Cast, picture):
		self.desk_of, self.cast, self.picture = desk_of, cast, picture

	def the_school_refers(self) -> str:
		with self.desk_of(self.cast.partner_user) as desk:
			self.the_charter_comes_first(desk)
			desk.new("PRE Referral")
			desk.fill(
				structure=self.cast.structure,
				child_last_name=LAST,
				child_first_name=FIRST,
				birth_date=years_old(9),
				sex="Female",
				school=self.cast.school,
				guardian_name=MOTHER,
			)
			desk.add_row(
				"reasons",
				need_domain="Schooling",
				observation="Ne rend plus ses devoirs depuis le 12 octobre.",
			)
			desk.save()
			desk.state("Reçue")
			assert "Le coordonnateur" in desk.text()
			return desk.value("name")

	def the_charter_comes_first(self, desk) -> None:
		"""R10: at login she reads the charter on a screen of its own, and accepts it in person."""
		desk.until(lambda: "Charte" in desk.dialog_text(), "the charter is there to be read")
		assert self.cast.structure in desk.dialog_text()
		self.picture(desk, "charter")
		desk.answer_dialog("J’ai lu et j’accepte")
		desk.until(lambda: not desk.dialog_text(), "the charter is accepted")

	def the_coordinator_accepts(self, referral: str) -> str:
		with self.desk_of(self.cast.coordinator) as desk:
			desk.until(lambda: "Saisines à décider" in desk.text(), "the workspace shows its cards")
			self.picture(desk, "workspace")
			desk.form("PRE Referral", referral)
			desk.primary("Examiner")
			desk.state("À l’étude")
			self.picture(desk, "referral")
			desk.primary("Créer le dossier de l’enfant")
			desk.on_form("PRE Child")
			desk.set_rows(
				"guardians",
				first_name="Nora",
				last_name=LAST,
				relationship="Mother",
				parental_authority="Yes",
			)
			desk.fill(territory=self.cast.territory, contract=self.cast.contract)
			desk.save()
			child = desk.value("name")
			assert LAST not in desk.browser.current_url, "a URL holds no name"
			desk.primary("Revenir à la saisine")
			desk.on_form("PRE Referral")
			desk.primary("Accepter")
			desk.refused("n’a pas de réponse")
			desk.set_rows("criteria", met="Yes")
			desk.save()
			desk.primary("Accepter")
			desk.state("Acceptée")
			return child

	def the_coordinator_notes_agreements(self, child: str, *stages: str) -> None:
		with self.desk_of(self.cast.coordinator) as desk:
			self.diagnostic_is_refused(desk, child)
			for stage in stages:
				desk.form("PRE Child", child)
				desk.primary("Noter l’accord de la famille")
				desk.on_form("PRE Consent")
				assert (desk.value("stage"), desk.value("guardian")) == (stage, MOTHER)
				desk.save()
			desk.form("PRE Child", child)
			desk.until(lambda: desk.primary_label == "Rédiger le diagnostic", "all agreements are there")
			self.picture(desk, "child")

	def diagnostic_is_refused(self, desk, child: str) -> None:
		"""R3 on the way: nothing is written before the parents agreed."""
		desk.new("PRE Diagnostic")
		desk.fill(child=CHILD)
		desk.press_save()
		desk.refused("Il manque l’accord de Nora Modèle")

	def the_referent_writes_the_diagnostic(self, child: str) -> str:
		with self.desk_of(self.cast.referent) as desk:
			desk.form("PRE Child", child)
			desk.primary("Rédiger le diagnostic")
			desk.on_form("PRE Diagnostic")
			desk.fill(child_word="Elle voudrait lire comme sa sœur.", strengths="Curieuse, entourée.")
			desk.save()
			diagnostic = desk.value("name")
			desk.primary("Envoyer à la validation")
			desk.refused("La famille n’a pas été entendue")
			for actor, person in (("Family", "La mère"), ("Social Service", "L’assistante sociale")):
				desk.add_row(
					"views",
					actor=actor,
					person=person,
					heard_on=day(-2),
					view="Se décourage depuis septembre.",
				)
			for factor, nature in self.factors():
				desk.add_row("factors", factor=factor, nature=nature)
			desk.add_row(
				"needs",
				need_domain="Schooling",
				need="Une aide pour lire et apprendre ses leçons.",
				service="Accompagnement à la scolarité",
				answer="Insufficient",
			)
			desk.save()
			desk.primary("Envoyer à la validation")
			desk.state("En relecture")
			return diagnostic

	@staticmethod
	def factors() -> list[tuple[str, str]]:
		"""One factor of each family, the first as a strength."""
		import frappe

		from pre_module.rules.diagnostic import FACTOR_FAMILIES

		found = [
			frappe.get_all("PRE Factor", filters={"factor_family": family}, pluck="name", limit=1)[0]
			for family in FACTOR_FAMILIES
		]
		return [(name, "Difficulty" if i else "Strength") for i, name in enumerate(found)]

	def the_coordinator_validates(self, diagnostic: str) -> None:
		with self.desk_of(self.cast.coordinator) as desk:
			desk.form("PRE Diagnostic", diagnostic)
			desk.primary("Valider")
			desk.state("Validé")

	def the_referent_builds_the_parcours(self, child: str, diagnostic: str) -> str:
		with self.desk_of(self.cast.referent) as desk:
			desk.form("PRE Diagnostic", diagnostic)
			desk.primary("Construire le parcours")
			desk.on_form("PRE Parcours")
			desk.script("cur_frm.clear_table('objectives'); cur_frm.refresh_field('objectives')")
			desk.save()
			parcours = desk.value("name")
			desk.primary("Remettre à la famille")
			desk.refused("n’a aucun objectif")
			desk.add_row(
				"objectives",
				objective="Lire une histoire courte toute seule.",
				need_domain="Schooling",
				evaluation="Inès lit une page à voix haute à sa mère, en janvier.",
				**scale(),
			)
			desk.add_row(
				"actions",
				action_title="Club lecture",
				objective_code="O1",
				need_domain="Schooling",
				mode="Collective",
				from_date=day(7),
				planning="Les mercredis, de 14 h à 16 h",
			)
			desk.save()
			desk.primary("Remettre à la famille")
			desk.state("Remis à la famille")
			desk.primary("Noter l’approbation")
			desk.answer_dialog("Noter l’approbation", family_approved_by=MOTHER, family_approved_on=day())
			desk.state("Approuvé")
			self.picture(desk, "parcours")
			self.it_prints(desk, parcours)
			return parcours

	def it_prints(self, desk, parcours: str) -> None:
		"""The document for the family, as a PDF, with places for signatures."""
		from io import BytesIO

		from pypdf import PdfReader

		content = desk.fetch(
			f"/api/method/frappe.utils.print_format.download_pdf?doctype=PRE Parcours&name={parcours}"
		)
		text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
		for expected in (CHILD, "Lire une histoire courte", "Club lecture", "signature"):
			assert expected in text, f"« {expected} » is missing in the PDF:\n{text}"

	def the_coordinator_starts(self, parcours: str) -> None:
		with self.desk_of(self.cast.coordinator) as desk:
			self.coordinator_as_referent_is_refused(desk)
			desk.form("PRE Parcours", parcours)
			desk.primary("Noter l’accord de la famille")
			desk.on_form("PRE Consent")
			assert desk.value("stage") == "Parcours"
			desk.save()
			desk.form("PRE Parcours", parcours)
			desk.primary("Désigner le référent")
			desk.answer_dialog("Désigner le référent", contract=self.cast.contract, from_date=day())
			desk.primary("Démarrer")
			desk.state("Actif")

	def coordinator_as_referent_is_refused(self, desk) -> None:
		"""R4 on the way: the coordonnateur can't be under a référent's contract of the structure."""
		desk.new("PRE Referent Contract")
		desk.script("cur_frm.set_value('referent', arguments[0])", self.cast.coordinator)
		desk.fill(structure=self.cast.structure, from_date=day(), to_date=day(200))
		desk.press_save()
		desk.refused("coordonnateur")

	def the_coordinator_reads_it_in_a_report(self, parcours: str) -> None:
		with self.desk_of(self.cast.coordinator) as desk:
			desk.open("/app/query-report/PRE Parcours Follow-Up")
			desk.until(lambda: parcours in desk.text(), "the parcours stands in the report")
			assert CHILD in desk.text()
			self.picture(desk, "report")

	def the_evaluator_reads_no_name(self, child: str) -> None:
		with self.desk_of(self.cast.evaluator) as desk:
			desk.open(f"/app/query-report/PRE Yearly Activity?structure={quote(self.cast.structure)}")
			desk.until(lambda: "F01" in desk.text() or "suivis" in desk.text(), "the figures are shown")
			assert LAST not in desk.text()
			desk.open(f"/app/pre-child/{child}")
			desk.until(lambda: "introuvable" in desk.text(), "the file does not exist for the evaluator")
			assert LAST not in desk.text()
