// The clock that everybody shares, ticking between what the program tells of it.
(() => {
  const lxq = window.lxq;
  const WEEKDAYS = '日一二三四五六';
  const card = document.getElementById('clock');
  let state = null;
  let heardAt = 0;

  function show(name, value) {
    for (const node of lxq.all(`[data-clock="${name}"]`)) {
      if (node.textContent !== value) node.textContent = value;
    }
  }

  /** In the office's zone, UTC+8, whatever the browser's. */
  function showInstant(at) {
    const there = new Date(at + 28800000);
    const two = (number) => String(number).padStart(2, '0');
    show('time', `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`);
    show('day', `${there.getUTCMonth() + 1}月${there.getUTCDate()}日（周${WEEKDAYS[there.getUTCDay()]}）`);
  }

  function tick() {
    if (!state || state.heading !== null) return;
    showInstant(state.now + (performance.now() - heardAt) * state.speed);
  }

  lxq.showClock = (told) => {
    const was = state;
    state = told;
    heardAt = performance.now();
    showInstant(told.now);
    show('kind', told.kind);
    show('next', told.nextText);
    show('heading', told.headingText || '');
    for (const bar of lxq.all('[data-clock="done"]')) bar.value = told.done;
    const walking = told.heading !== null;
    card.classList.toggle('walking', walking);
    lxq.shell.classList.toggle('walking', walking);
    if (was && was.heading !== null && !walking) lxq.toast(`已到 ${told.text}`);
  };

  function ask(body) {
    lxq.post('/clock', body).then(
      (answer) => {
        const began = answer.heading !== null;
        lxq.showClock(answer);
        if (!began) lxq.toast(answer.toast);
        else if (lxq.closeRail) lxq.closeRail();
      },
      (error) => lxq.toast(error.message || '没有连上程序，请稍后再点。'),
    );
  }

  card.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    event.preventDefault();
    ask(button.name === 'stop' ? { stop: true } : { to: button.value });
  });
  document.querySelector('.strip-stop').addEventListener('click', () => ask({ stop: true }));

  setInterval(tick, 1000);
})();
