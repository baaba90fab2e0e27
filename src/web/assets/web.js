/*
 * Two comforts, nothing that a page needs: answers are saved as they are
 * chosen, and a live room's figures move by themselves.
 */
(function () {
	"use strict";

	/* --- what was wrong is read out first --- */
	var faults = document.getElementById("faults");
	if (faults)
		faults.focus();

	/* --- answers saved as they are chosen --- */
	var form = document.querySelector("form[data-autosave]");
	var busy = false, again = false, button = null;

	function take(text) {
		text.split("\n").forEach(function (line) {
			var space = line.indexOf(" ");
			var seen = form.elements[line.slice(0, space) + ":seen"];
			if (space > 0 && seen)
				seen.value = line.slice(space + 1);
		});
	}

	function save() {
		if (busy) {
			again = true;
			return;
		}
		busy = true;
		fetch(form.action, {
			method: "POST",
			headers: { "X-Jalon": "1" },
			body: new URLSearchParams(new FormData(form)),
		}).then(function (response) {
			return response.ok ? response.text() : "";
		}).then(take, function () {
			/* The button saves them all again. */
		}).then(function () {
			busy = false;
			if (button)
				leave();
			else if (again) {
				again = false;
				save();
			}
		});
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
	 * older than that. It waits, a little.
	 */
	function hold(event) {
		if (!busy || !event.submitter || !form.requestSubmit)
			return;
		event.preventDefault();
		if (!button)
			setTimeout(leave, 3000);
		button = event.submitter;
	}

	if (form && window.fetch && window.FormData) {
		form.addEventListener("change", save);
		form.addEventListener("submit", hold);
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
