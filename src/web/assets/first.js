// Before the first paint: what only works without scripts is hidden, and the other way round.
document.documentElement.className = 'js';
