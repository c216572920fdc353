"""One file per DocType: where a document stands, in one sentence, and the button that goes on."""
