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
	var button = null;
	/* Changed since it was last sent; how often sending has failed. */
	var dirty = false, failed = 0, timer = 0;
	/* How many are under way; whether one more is to follow them. */
	var flying = 0, again = false;
	/* Sendings are numbered: the last one, and the last one answered. */
	var sent = 0, heard = 0;
	/*
	 * What was sent and not answered, oldest first: it may stand or not.
	 * All that is sent says it again first, or it would look like
	 * somebody else's.
	 */
	var unheard = [], leaving = false;
	var KEPT = "jalon-unheard", UNHEARD_MOST = 8;

	function tell(what) {
		var hour = new Date().toLocaleTimeString(
			document.documentElement.lang,
			{ hour: "2-digit", minute: "2-digit" });
		/* "a.m." ends with a period of its own. */
		var text = told.getAttribute("data-" + what)
			.replace("{0}", hour).replace("..", ".");

		/* What is said already is not read out again. */
		if (told.textContent !== text)
			told.textContent = text;
		told.className = what === "saved" || what === "now"
			? "saving" : "saving wrong";
	}

	/* The mark of the question that a control belongs to, if it does. */
	function seen_of(name) {
		return form.elements[name.split(":")[0] + ":seen"];
	}

	/* The form's questions, as they are now. */
	function said() {
		var only = new URLSearchParams();

		new FormData(form).forEach(function (value, name) {
			if (name && seen_of(name))
				only.append(name, value);
		});
		return only.toString();
	}

	/* Each line is a question that stands, and its new mark. */
	function take(number, mine, text) {
		var left = form.querySelectorAll("[name$=':seen']").length;

		if (number < heard)
			return;
		heard = number;
		unheard.splice(0, unheard.indexOf(mine) + 1);
		forget();
		text.split("\n").forEach(function (line) {
			var space = line.indexOf(" ");
			var seen = form.elements[line.slice(0, space) + ":seen"];
			if (space > 0 && seen) {
				seen.value = line.slice(space + 1);
				left--;
			}
		});
		failed = 0;
		if (dirty || flying > 1)
			tell("now");
		else
			tell(left > 0 ? "refused" : "saved");
	}

	/* Too many at once, a full disk, no network: it may pass. */
	function may_pass(response) {
		return response.status === 429 || response.status >= 500;
	}

	function fail(number) {
		if (number < heard)
			return;
		dirty = true;
		failed++;
		tell("later");
		clearTimeout(timer);
		timer = setTimeout(save, Math.min(60, Math.pow(2, failed)) * 1000);
	}

	function refuse(number, mine) {
		if (number < heard)
			return;
		heard = number;
		unheard = unheard.filter(function (one) {
			return one !== mine;
		});
		tell("refused");
	}

	function land() {
		flying--;
		if (flying > 0)
			return;
		if (button && !failed)
			leave();
		else if (again && !failed)
			save();
		again = false;
	}

	function send() {
		var number = ++sent, mine = said();
		var body = new URLSearchParams(new FormData(form));

		clearTimeout(timer);
		if (unheard[unheard.length - 1] !== mine)
			unheard.push(mine);
		unheard = unheard.slice(-UNHEARD_MOST);
		dirty = false;
		flying++;
		if (!failed)
			tell("now");
		fetch(form.action, {
			method: "POST",
			headers: { "X-Jalon": "1" },
			body: body,
			/* Beyond the page; browsers refuse it of more bytes. */
			keepalive: body.toString().length < 30000,
		}).then(function (response) {
			if (response.ok)
				return response.text().then(function (text) {
					take(number, mine, text);
				});
			if (may_pass(response))
				return fail(number);
			refuse(number, mine);
		}).catch(function () {
			fail(number);
		}).then(land);
	}

	/* In order: one waits for the other, as long as the page is there. */
	function save() {
		if (flying > 0)
			again = true;
		else
			send();
	}

	/* A phone may never come back to a page that it hides. */
	function hide() {
		if (dirty && document.visibilityState === "hidden")
			send();
	}

	/* --- the page read again before what it sent has arrived --- */

	function forget() {
		try {
			sessionStorage.removeItem(KEPT);
		} catch (none) { /* a browser that keeps nothing */ }
	}

	function keep(all) {
		try {
			sessionStorage.setItem(KEPT, JSON.stringify(
				{ action: form.action, unheard: all }));
		} catch (none) { /* a browser that keeps nothing */ }
	}

	function kept() {
		var all = null;

		try {
			all = JSON.parse(sessionStorage.getItem(KEPT));
		} catch (none) { /* a browser that keeps nothing */ }
		forget();
		return all && all.action === form.action ? all.unheard : [];
	}

	/* A list that opens came on the option that was selected, or the first. */
	function came_with(control) {
		var at = 0;

		if (!control.options)
			return control.defaultValue;
		Array.prototype.forEach.call(control.options, function (one, i) {
			if (one.defaultSelected)
				at = i;
		});
		return control.options[at].value;
	}

	/* True when that is not what the page came with. */
	function put_back(control, last) {
		if (control.type === "radio" || control.type === "checkbox") {
			control.checked = last.getAll(control.name)
				.indexOf(control.value) >= 0;
			return control.checked !== control.defaultChecked;
		}
		control.value = last.get(control.name) || "";
		return control.value !== came_with(control);
	}

	/*
	 * Where the page shows what it showed when the last was sent, that one
	 * had not arrived; else the page is the newer of the two.
	 */
	function resume() {
		var all = kept(), moved = false;
		var last = new URLSearchParams(all[all.length - 1] || "");

		Array.prototype.forEach.call(form.elements, function (control) {
			var seen = control.name && control.type !== "hidden" &&
				seen_of(control.name);
			if (seen && last.get(seen.name) === seen.value &&
			    put_back(control, last))
				moved = true;
		});
		if (!moved)
			return;
		unheard = all;
		send();
	}

	function depart() {
		if (leaving)
			return;
		if (dirty)
			send();
		if (unheard.length > 0)
			keep(unheard);
	}

	/* --- the form sent by its button --- */

	function leave() {
		var pressed = button;

		button = null;
		form.requestSubmit(pressed);
	}

	/* Without a network the page would be lost: it waits until there is one. */
	function hold(event) {
		if (failed && navigator.onLine === false && event.submitter &&
		    form.requestSubmit) {
			event.preventDefault();
			button = event.submitter;
			save();
			return;
		}
		if (failed)
			keep(unheard.concat(said()));
		tell("now");
		dirty = false;
		leaving = true;
		clearTimeout(timer);
	}

	function change() {
		dirty = true;
		leaving = false;
		if (!failed)
			tell("now");
	}

	if (form && told && window.fetch && window.FormData) {
		/* What is put back is ours to know: see resume. */
		form.setAttribute("autocomplete", "off");
		form.addEventListener("formdata", function (event) {
			unheard.forEach(function (one) {
				event.formData.append("before", one);
			});
		});
		form.addEventListener("input", change);
		form.addEventListener("change", function () {
			change();
			save();
		});
		form.addEventListener("submit", hold);
		window.addEventListener("online", function () {
			if (failed)
				save();
		});
		document.addEventListener("visibilitychange", hide);
		window.addEventListener("pagehide", depart);
		resume();
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
