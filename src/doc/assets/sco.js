/*
 * The quiz page of a SCORM 1.2 package.
 *
 * The questions are in the page; this adds a button to each, says what is
 * right, counts, and keeps the answers in the platform (LMS). Without a
 * platform it works as well and keeps nothing.
 *
 * cmi.suspend_data holds at most 4,096 characters:
 *
 *	1.DIGEST.ANSWERS
 *
 * DIGEST (8 characters) says which questions; then one or two characters a
 * question (data-chars), in order: a number in base 64, least digit first,
 * whose bits are the options chosen. 0 is no answer; those at the end are
 * left out. Answers count once they are checked.
 */
(function () {
	"use strict";

	var DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" +
		"abcdefghijklmnopqrstuvwxyz-_";
	var main = document.getElementById("main");
	var pass = Number(main.getAttribute("data-pass"));
	var questions = [];
	var started = new Date().getTime();
	var api = null;		/* the platform's, once it said yes */
	var records = false;	/* it takes a score: no review, no browsing */
	var best = -1;		/* per cent, as the platform has it */
	var progress, next, score, again, kept;

	/* --- the platform ---------------------------------------------- */

	function findIn(from) {
		var w = from, i;
		for (i = 0; i < 20; i++) {
			try {
				if (w.API) return w.API;
			} catch (e) {
				/* another site's window */
			}
			if (!w.parent || w.parent === w) return null;
			w = w.parent;
		}
		return null;
	}

	function findApi() {
		var found = findIn(window);
		if (!found && window.opener) found = findIn(window.opener);
		if (!found && window.top && window.top.opener)
			found = findIn(window.top.opener);
		return found;
	}

	function get(name) {
		var value = "";
		if (!api) return "";
		try {
			value = api.LMSGetValue(name);
		} catch (e) {
			/* what it cannot say, it does not know */
		}
		return value === null || value === undefined ? "" :
			String(value);
	}

	function set(name, value) {
		if (!api) return false;
		try {
			return String(api.LMSSetValue(name, String(value))) ===
				"true";
		} catch (e) {
			return false;
		}
	}

	function call(name) {
		if (!api) return false;
		try {
			return String(api[name]("")) === "true";
		} catch (e) {
			return false;
		}
	}

	function two(n) {
		return (n < 10 ? "0" : "") + n;
	}

	/* HHHH:MM:SS since the page was opened. */
	function sessionTime() {
		var s = Math.floor((new Date().getTime() - started) / 1000);
		var hours = Math.floor(s / 3600);
		return (hours < 100 ? "00" : "") + two(hours) + ":" +
			two(Math.floor(s / 60) % 60) + ":" + two(s % 60);
	}

	/* --- answers as text --------------------------------------------- */

	function encode() {
		var text = "", i, q, chosen, n;
		for (i = 0; i < questions.length; i++) {
			q = questions[i];
			chosen = q.chosen;
			for (n = 0; n < q.chars; n++) {
				text += DIGITS.charAt(chosen % 64);
				chosen = Math.floor(chosen / 64);
			}
		}
		return "1." + main.getAttribute("data-digest") + "." +
			text.replace(/0+$/, "");
	}

	/* True when the text was of these questions. */
	function decode(text) {
		var parts = text.split("."), at = 0, i, n, q, digit;
		if (parts[0] !== "1" || parts.length !== 3 ||
		    parts[1] !== main.getAttribute("data-digest"))
			return false;
		for (i = 0; i < questions.length; i++) {
			q = questions[i];
			q.chosen = 0;
			for (n = 0; n < q.chars; n++, at++) {
				digit = DIGITS.indexOf(parts[2].charAt(at));
				if (at < parts[2].length && digit > 0)
					q.chosen += digit * (n ? 64 : 1);
			}
			q.chosen &= (1 << q.inputs.length) - 1;
		}
		return true;
	}

	/* --- the page --------------------------------------------------------- */

	function say(name, a, b) {
		var text =
			document.getElementById("said").getAttribute(
				"data-" + name) ||
			document.getElementById("said-too").getAttribute(
				"data-" + name);
		return text.replace("{0}", a).replace("{1}", b);
	}

	function add(parent, name, className, text) {
		var element = document.createElement(name);
		if (className) element.className = className;
		element.appendChild(document.createTextNode(text || ""));
		parent.appendChild(element);
		return element;
	}

	function put(element, text) {
		element.textContent = text;
	}

	function answered() {
		var n = 0, i;
		for (i = 0; i < questions.length; i++)
			if (questions[i].chosen) n++;
		return n;
	}

	/* Cut, not rounded: 79.9 is under 80. */
	function percent() {
		var n = 0, i;
		for (i = 0; i < questions.length; i++)
			if (questions[i].chosen === questions[i].right) n++;
		return questions.length ?
			Math.floor(100 * n / questions.length) : 0;
	}

	function isDone() {
		return questions.length > 0 && answered() === questions.length;
	}

	function resultText() {
		var p = percent();
		if (!isDone()) return say("pending");
		return p >= pass ? say("passed", p) : say("failed", p, pass);
	}

	function showProgress() {
		var n = answered(), i;
		put(progress, say("progress", n, questions.length));
		put(score, resultText());
		again.hidden = !isDone();
		for (i = 0; i < questions.length && questions[i].chosen; i++) {}
		next.hidden = n === 0 || i === questions.length;
		if (i < questions.length) {
			next.href = "#" + questions[i].form.id;
			put(next, say("go-on", i + 1));
		}
	}

	function mark(q, i) {
		var chosen = q.chosen & (1 << i), right = q.right & (1 << i);
		var name = chosen ? right ? "mark-both" : "mark-chosen" :
			right ? "mark-right" : null;
		if (name)
			add(q.inputs[i].parentNode.getElementsByTagName(
				"label")[0], "span", "mark", " (" + say(name) + ")");
	}

	/* Shows a checked answer: it no longer changes. */
	function lock(q) {
		var i;
		for (i = 0; i < q.inputs.length; i++) {
			q.inputs[i].checked = (q.chosen & (1 << i)) !== 0;
			q.inputs[i].disabled = true;
			mark(q, i);
		}
		q.form.className = "question done";
		q.button.hidden = true;
		put(q.said, say(q.chosen === q.right ? "right" : "wrong"));
	}

	function unlock(q) {
		var marks = q.form.getElementsByClassName("mark"), i;
		while (marks.length > 0)
			marks[0].parentNode.removeChild(marks[0]);
		for (i = 0; i < q.inputs.length; i++) {
			q.inputs[i].checked = false;
			q.inputs[i].disabled = false;
		}
		q.chosen = 0;
		q.form.className = "question";
		q.button.hidden = false;
		put(q.said, "");
	}

	/* --- keeping ------------------------------------------------------------ */

	/* A better score than the one reported, once all is answered. */
	function report() {
		var p = percent();
		if (!records || !isDone() || p <= best) return;
		best = p;
		set("cmi.core.score.min", 0);
		set("cmi.core.score.max", 100);
		set("cmi.core.score.raw", p);
		set("cmi.core.lesson_status", p >= pass ? "passed" : "failed");
	}

	function save() {
		var i;
		if (!api) return;
		for (i = 0; i < questions.length && questions[i].chosen; i++) {}
		set("cmi.core.lesson_location", i + 1);
		set("cmi.core.session_time", sessionTime());
		report();
		/* What it does not keep must be said. */
		if (!set("cmi.suspend_data", encode()) || !call("LMSCommit"))
			put(kept, say("not-kept"));
	}

	function check(q) {
		var chosen = 0, i;
		for (i = 0; i < q.inputs.length; i++)
			if (q.inputs[i].checked) chosen |= 1 << i;
		if (!chosen) {
			put(q.said, say("empty"));
			q.said.focus();
			return;
		}
		q.chosen = chosen;
		lock(q);
		showProgress();
		if (isDone()) add(q.said, "span", "", " " + resultText());
		q.said.focus();
		save();
	}

	function restart() {
		var i;
		for (i = 0; i < questions.length; i++) unlock(questions[i]);
		showProgress();
		save();
		questions[0].form.getElementsByTagName("h3")[0].focus();
	}

	/* --- beginning and end ----------------------------------------------------- */

	function read(form) {
		var q = { form: form, chosen: 0, right: 0 }, i;
		q.inputs = form.getElementsByTagName("input");
		q.chars = Number(form.getAttribute("data-chars"));
		for (i = 0; i < q.inputs.length; i++)
			if (q.inputs[i].parentNode.getAttribute("data-right"))
				q.right |= 1 << i;
		q.said = add(form, "p", "said", "");
		q.said.tabIndex = -1;
		form.getElementsByTagName("h3")[0].tabIndex = -1;
		q.button = add(form, "button", "", say("check"));
		q.button.type = "submit";
		form.addEventListener("submit", function (event) {
			event.preventDefault();
			if (!q.chosen) check(q);
		});
		return q;
	}

	function furnish() {
		var header = document.getElementsByTagName("header")[0];
		var end = document.getElementById("end");
		var forms = document.getElementsByTagName("form"), i;
		kept = add(header, "p", "", "");
		progress = add(header, "p", "progress", "");
		next = add(add(header, "p", "", ""), "a", "", "");
		score = add(end, "p", "score", "");
		for (i = 0; i < forms.length; i++) questions.push(read(forms[i]));
		again = add(end, "button", "", say("again"));
		again.type = "button";
		again.addEventListener("click", restart);
	}

	function connect() {
		var status, mode, raw;
		api = findApi();
		if (!call("LMSInitialize")) api = null;
		if (!api) return;
		status = get("cmi.core.lesson_status");
		mode = get("cmi.core.lesson_mode");
		raw = get("cmi.core.score.raw");
		records = mode !== "browse" && mode !== "review";
		if (status === "passed" || status === "failed")
			best = raw === "" ? -1 : Number(raw);
		if (records && (status === "not attempted" || status === ""))
			set("cmi.core.lesson_status", "incomplete");
		set("cmi.core.exit", "suspend");
		call("LMSCommit");
	}

	function resume() {
		var text = get("cmi.suspend_data"), i;
		put(kept, say(api ? "kept" : "not-kept"));
		if (text === "") return;
		if (!decode(text)) {
			put(kept, say("changed"));
			return;
		}
		for (i = 0; i < questions.length; i++)
			if (questions[i].chosen) lock(questions[i]);
	}

	function finish() {
		if (!api) return;
		set("cmi.core.session_time", sessionTime());
		call("LMSFinish");
		api = null;
	}

	document.documentElement.className = "script";
	furnish();
	connect();
	resume();
	showProgress();
	window.addEventListener("pagehide", finish);
	window.addEventListener("pageshow", function (event) {
		/* Brought back after it was finished: begin a new session. */
		if (event.persisted) window.location.reload();
	});
}());
