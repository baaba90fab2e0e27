/*
 * Two comforts, nothing that a page needs: answers are saved as they are
 * chosen, and it is said whether they are; a live room's figures move by
 * themselves.
 */
(function () {
	"use strict";

	/* --- what was wrong is read out first --- */
	var faults = document.getElementById("faults");
	if (faults)
		faults.focus();

	/* --- answers saved as they are chosen --- */
	var form = document.querySelector("form[data-autosave]");
	var told = document.querySelector("[data-saved]");
	var busy = false, again = false, button = null;
	/* Changed since it was last sent; how often sending has failed. */
	var dirty = false, failed = 0, timer = 0;

	function tell(what) {
		var hour = new Date().toLocaleTimeString(
			document.documentElement.lang,
			{ hour: "2-digit", minute: "2-digit" });
		var text = told.getAttribute("data-" + what)
			.replace("{0}", hour);

		/* What is said already is not read out again. */
		if (told.textContent !== text)
			told.textContent = text;
		told.className = what === "saved" ? "saving" : "saving wrong";
	}

	/* Each line is a question that stands, and its new mark. */
	function take(text) {
		var left = form.querySelectorAll("[name$=':seen']").length;

		text.split("\n").forEach(function (line) {
			var space = line.indexOf(" ");
			var seen = form.elements[line.slice(0, space) + ":seen"];
			if (space > 0 && seen) {
				seen.value = line.slice(space + 1);
				left--;
			}
		});
		failed = 0;
		tell(left > 0 ? "refused" : "saved");
	}

	/* Too many at once, a full disk, no network: it may pass. */
	function may_pass(response) {
		return response.status === 429 || response.status >= 500;
	}

	function fail() {
		dirty = true;
		failed++;
		tell("later");
		clearTimeout(timer);
		timer = setTimeout(save, Math.min(60, Math.pow(2, failed)) * 1000);
	}

	function save() {
		clearTimeout(timer);
		if (busy) {
			again = true;
			return;
		}
		busy = true;
		dirty = false;
		fetch(form.action, {
			method: "POST",
			headers: { "X-Jalon": "1" },
			body: new URLSearchParams(new FormData(form)),
			keepalive: true,	/* beyond the page */
		}).then(function (response) {
			if (response.ok)
				return response.text().then(take);
			if (may_pass(response))
				return fail();
			tell("refused");
		}).catch(fail).then(function () {
			busy = false;
			if (button && !failed)
				leave();
			else if (again && !failed)
				save();
			again = false;
		});
	}

	/* A phone may never come back to a page that it hides. */
	function hide() {
		if (dirty && document.visibilityState === "hidden")
			save();
	}

	function leave() {
		var pressed = button;

		busy = false;
		button = null;
		if (pressed)
			form.requestSubmit(pressed);
	}

	/*
	 * A form that leaves before it heard what was just saved would look
	 * older than that. It waits, a little; without a network, until there
	 * is one, for the page would be lost.
	 */
	function hold(event) {
		var waits = busy || (failed && navigator.onLine === false);

		if (!waits || !event.submitter || !form.requestSubmit) {
			dirty = false;
			clearTimeout(timer);
			return;
		}
		event.preventDefault();
		if (!button && !failed)
			setTimeout(leave, 3000);
		button = event.submitter;
		if (!busy)
			save();
	}

	if (form && told && window.fetch && window.FormData) {
		form.addEventListener("input", function () {
			dirty = true;
		});
		form.addEventListener("change", save);
		form.addEventListener("submit", hold);
		window.addEventListener("online", function () {
			if (failed)
				save();
		});
		document.addEventListener("visibilitychange", hide);
		window.addEventListener("pagehide", function () {
			if (dirty)
				save();
		});
	}

	/* --- a live room: what moment it is, and its numbers --- */
	var room = document.querySelector("[data-room]");
	if (room && window.EventSource) {
		var events = new EventSource(room.getAttribute("data-room"));
		events.onmessage = function (event) {
			var now = JSON.parse(event.data);
			if (now.state + "/" + now.question !==
			    room.getAttribute("data-moment")) {
				events.close();
				location.replace(room.getAttribute("data-here"));
				return;
			}
			["count", "people"].forEach(function (name) {
				var at = document.querySelector("[data-" + name + "]");
				if (at)
					at.textContent = now[name];
			});
		};
	}
}());
