/* Plimsoll: colours, dates and numbers as the reader has them, and a word where the server does not answer. Pages are whole without it. */
(function () {
  'use strict';
  var root = document.documentElement, key = 'plimsoll-look', kept = '';
  try { kept = localStorage.getItem(key) || ''; } catch (refused) { kept = ''; }
  function look(value) {
    if (value === 'light' || value === 'dark') root.dataset.look = value; else delete root.dataset.look;
  }
  look(kept);

  function each(within, names, what) { Array.prototype.forEach.call(within.querySelectorAll(names), what); }

  function localise(within) {
    var moments = { dateStyle: 'medium', timeStyle: 'short' }, days = { dateStyle: 'medium', timeZone: 'UTC' };
    each(within, 'time[data-show]', function (one) {
      var only = one.dataset.show === 'day' && one.dateTime.length === 10, when = new Date(one.dateTime);
      if (isNaN(when)) return;
      if (!one.title) one.title = one.textContent.length > 10 ? one.textContent : one.dateTime;
      var how = one.dataset.show === 'moment' ? moments : only ? days : { dateStyle: 'medium' };
      one.textContent = new Intl.DateTimeFormat(undefined, how).format(when);
    });
    var numbers = new Intl.NumberFormat();
    each(within, 'data[value]', function (one) {
      if (!isNaN(one.value)) one.textContent = numbers.format(one.value);
    });
    each(within, 'button[data-copy]', function (one) {
      one.hidden = !(navigator.clipboard && document.querySelector(one.dataset.copy));
    });
  }

  function trouble(text) {
    var place = document.getElementById('trouble');
    if (place) { place.textContent = text; place.hidden = !text; }
  }

  document.addEventListener('DOMContentLoaded', function () {
    var choice = document.getElementById('look');
    if (choice) {
      choice.value = root.dataset.look || '';
      choice.addEventListener('change', function () {
        look(choice.value);
        try { localStorage.setItem(key, choice.value); } catch (refused) { return; }
      });
    }
    var here = document.querySelector('nav.views [aria-current]'), views = here && here.closest('nav');
    if (here) views.scrollLeft = here.offsetLeft - views.offsetLeft - (views.clientWidth - here.offsetWidth) / 2;
    localise(document);
    document.addEventListener('click', function (event) {
      var one = event.target.closest && event.target.closest('button[data-copy]');
      if (!one) return;
      navigator.clipboard.writeText(document.querySelector(one.dataset.copy).textContent).then(
        function () { one.textContent = 'Copied'; },
        function () { one.textContent = 'Not copied: select the text'; }
      );
    });
    document.addEventListener('htmx:afterSwap', function () {
      var said = document.getElementById('said'), told = document.querySelector('#results .told');
      trouble('');
      localise(document);
      if (said) said.textContent = told ? told.textContent.trim() : 'Shown';
    });
    document.addEventListener('htmx:responseError', function (event) {
      var page = new DOMParser().parseFromString(event.detail.xhr.responseText, 'text/html');
      var found = page.querySelector('main p:not(.sr):not(:empty)');
      trouble(found ? found.textContent.trim() : 'The server answered with an error (' + event.detail.xhr.status + '); reload the page.');
    });
    document.addEventListener('htmx:sendError', function () { trouble('The server does not answer; is plimsoll serve still running?'); });
    document.addEventListener('htmx:timeout', function () { trouble('The server took too long; try again.'); });
  });
})();
