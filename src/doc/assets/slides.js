/* Slides one at a time, and the presenter's window. Without this file the
   page scrolls. */
'use strict';
(function () {
	var slides = Array.prototype.slice.call(
		document.querySelectorAll('.slide'));
	var controls = document.getElementById('controls');
	var place = document.getElementById('place');
	var said = controls.dataset;
	var at = 0, other = null, parts = {};

	function byId(id) { return document.getElementById(id); }

	function show(n) {
		at = Math.max(0, Math.min(slides.length - 1, n));
		slides.forEach(function (s, i) {
			s.classList.toggle('current', i === at);
		});
		place.textContent = (at + 1) + ' / ' + slides.length;
		if (document.body.classList.contains('show'))
			history.replaceState(null, '', '#' + (at + 1));
		window.scrollTo(0, 0);
		present();
	}

	function all(on) {
		document.body.classList.toggle('show', !on);
		byId('all').setAttribute('aria-pressed', on ? 'true' : 'false');
		if (on)
			slides[at].scrollIntoView();
		else
			show(at);
	}

	/* --- the presenter's window ------------------------------------- */

	function two(n) { return (n < 10 ? '0' : '') + n; }

	function tick() {
		var now = new Date(), ends = slides[at].dataset.ends, left;

		if (!other || other.closed || !parts.clock)
			return;
		parts.clock.textContent =
			two(now.getHours()) + ':' + two(now.getMinutes());
		if (!ends) {
			parts.left.textContent = '';
			return;
		}
		left = Number(ends) * 60 - now.getHours() * 3600 -
			now.getMinutes() * 60 - now.getSeconds();
		/* A rehearsal, hours away: what the step is planned to take. */
		if (Math.abs(left) > 10800) {
			parts.left.classList.remove('over');
			parts.left.textContent = slides[at].dataset.minutes ?
				said.planned + '\u00a0' +
				slides[at].dataset.minutes + '\u00a0min' : '';
			return;
		}
		parts.left.classList.toggle('over', left < 0);
		parts.left.textContent =
			(left < 0 ? said.over : said.left) + '\u00a0' +
			Math.floor(Math.abs(left) / 60) + ':' +
			two(Math.abs(left) % 60);
	}

	function copyOf(n) {
		var end;

		if (slides[n])
			return other.document.importNode(slides[n], true);
		end = other.document.createElement('p');
		end.textContent = said.last;
		return end;
	}

	function fill(box, node) {
		while (box.firstChild)
			box.removeChild(box.firstChild);
		if (node)
			box.appendChild(node);
	}

	function present() {
		var notes;

		if (!other || other.closed || !parts.now)
			return;
		notes = slides[at].querySelector('.notes');
		fill(parts.now, copyOf(at));
		fill(parts.next, copyOf(at + 1));
		fill(parts.notes,
			notes && other.document.importNode(notes, true));
		parts.place.textContent = place.textContent;
		tick();
	}

	function add(name, parent, text) {
		var node = other.document.createElement(name);

		if (text)
			node.textContent = text;
		parent.appendChild(node);
		return node;
	}

	function openPresenter() {
		var doc, main, bar, stage, column;

		if (other && !other.closed) {
			other.focus();
			return;
		}
		other = window.open('', 'presenter', 'width=1100,height=700');
		/* Refused by the browser: the notes show in the page. */
		if (!other) {
			all(true);
			return;
		}
		doc = other.document;
		doc.documentElement.lang = document.documentElement.lang;
		fill(doc.head, doc.importNode(
			document.querySelector('style'), true));
		/* Only now: filling the head takes the title away. */
		doc.title = document.title;
		fill(doc.body, null);
		doc.body.className = 'slides presenter';
		main = add('main', doc.body);
		add('h1', main, document.title);
		bar = add('div', main);
		bar.className = 'bar';
		parts.clock = add('span', bar);
		parts.left = add('span', bar);
		parts.place = add('span', bar);
		stage = add('div', main);
		stage.className = 'stage';
		parts.now = add('div', stage);
		column = add('div', stage);
		add('h2', column, said.next);
		parts.next = add('div', column);
		parts.notes = add('div', main);
		parts.notes.className = 'notebook';
		doc.onkeydown = onKey;
		present();
	}

	/* --- keys and buttons -------------------------------------------- */

	function onKey(event) {
		var key = event.key;

		if (event.ctrlKey || event.altKey || event.metaKey)
			return;
		if (event.target.tagName === 'BUTTON' &&
		    (key === ' ' || key === 'Enter'))
			return;
		if (key === 'ArrowRight' || key === 'ArrowDown' ||
		    key === 'PageDown' || (key === ' ' && !event.shiftKey))
			show(at + 1);
		else if (key === 'ArrowLeft' || key === 'ArrowUp' ||
			 key === 'PageUp' || key === ' ')
			show(at - 1);
		else if (key === 'Home')
			show(0);
		else if (key === 'End')
			show(slides.length - 1);
		else if (key === 'p' || key === 'P')
			openPresenter();
		else
			return;
		event.preventDefault();
	}

	function shown() { return document.body.classList.contains('show'); }

	controls.hidden = false;
	byId('previous').onclick = function () { show(at - 1); };
	byId('next').onclick = function () { show(at + 1); };
	byId('presenter').onclick = openPresenter;
	byId('all').onclick = function () { all(shown()); };
	document.onkeydown = function (event) {
		if (shown() || event.key === 'p' || event.key === 'P')
			onKey(event);
	};
	document.body.classList.add('show');
	show((Number(location.hash.slice(1)) || 1) - 1);
	setInterval(tick, 1000);
})();
