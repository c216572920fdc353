"""What the public page writes on a referral, and nobody else."""

DECLARED = (
	"online_reference",
	"declared_on",
	"parental_authority_declared",
	"contact_agreed",
	"relationship_declared",
	"other_parent_knows",
	"when_to_call",
	"submission",
)


def keep_what_the_family_declared(referral) -> None:
	"""A parent's declaration is the parent's: no request writes or changes it, at whatever door."""
	if referral.flags.from_the_family:
		return
	before = referral.get_doc_before_save()
	for field in DECLARED:
		referral.set(field, before.get(field) if before else None)
