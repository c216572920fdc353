// The parents' page works without this. With it, an error or a cut connection leaves the documents chosen in place,
// and the button answers once.

(function () {
	const page = document.getElementById("family-referral");
	const form = page && page.querySelector("form");
	if (!form || !window.fetch || !window.DOMParser) return;

	// What to correct, from the page that the server wrote, put into the one on the screen.
	function show_errors(answer) {
		const errors = page.querySelector("#pre-errors");
		errors.innerHTML = answer.querySelector("#pre-errors").innerHTML;
		for (const question of form.querySelectorAll("[data-field]")) {
			const told = answer.querySelector(`[data-field="${question.dataset.field}"]`);
			const wrong = !!told && told.classList.contains("pre-wrong");
			question.classList.toggle("pre-wrong", wrong);
			question.querySelector(".pre-error").textContent = wrong ? told.querySelector(".pre-error").textContent : "";
			for (const input of question.querySelectorAll("input, select, textarea")) {
				if (wrong) input.setAttribute("aria-invalid", "true");
				else input.removeAttribute("aria-invalid");
			}
		}
		errors.focus();
	}

	function show_sent(answer) {
		page.innerHTML = answer.innerHTML;
		window.scrollTo(0, 0);
		page.querySelector(".pre-sent").focus();
	}

	function say(message) {
		const errors = page.querySelector("#pre-errors");
		const line = document.createElement("p");
		line.textContent = message;
		errors.replaceChildren(line);
		errors.focus();
	}

	// Above a limit of its own the server answers before the page does, and in English.
	function too_large() {
		const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
		return files.reduce((sum, file) => sum + file.size, 0) > Number(page.dataset.mostBytes);
	}

	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		const button = form.querySelector(".pre-send");
		if (button.getAttribute("aria-busy") === "true") return;
		if (too_large()) return say(page.dataset.tooLarge);
		button.setAttribute("aria-busy", "true");
		try {
			const sent = await fetch(window.location.pathname, { method: "POST", body: new FormData(form) });
			if (sent.status === 413) return say(page.dataset.tooLarge);
			const written = new DOMParser().parseFromString(await sent.text(), "text/html");
			const answer = written.getElementById("family-referral");
			if (!answer) say(page.dataset.offline);
			else if (answer.querySelector(".pre-sent")) show_sent(answer);
			else show_errors(answer);
		} catch {
			say(page.dataset.offline);
		} finally {
			button.removeAttribute("aria-busy");
		}
	});
})();
