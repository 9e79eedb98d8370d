// What happens, as it happens. Browsers give one site six lines for all its windows: a page holds one only while
// somebody looks at it, and of many windows side by side the first four do; the others ask now and then. So there is
// always one left to speak with.
(() => {
  const lxq = window.lxq;
  const LINES = 4;
  const LEAVE_MS = 5000;
  const AGAIN_MS = 1500;
  const SAY_SO_MS = 800;
  const offline = document.querySelector('.offline');
  let source = null;
  let taking = false;
  /** Gives this window's place among the lines back; null when it has none. */
  let letGo = null;
  let leaving = 0;
  let again = 0;
  let saying = 0;

  /** Whether that place was free; then it is this window's until `letGo`. */
  function takePlace(place) {
    return new Promise((resolve) => {
      navigator.locks.request(`line-${place}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        if (lock === null) return undefined;
        return new Promise((release) => {
          letGo = release;
        });
      });
    });
  }

  async function mayHold() {
    // Before there were locks, windows could not agree: each holds a line.
    if (!navigator.locks) return true;
    for (let place = 1; place <= LINES; place++) if (await takePlace(place)) return true;
    return false;
  }

  async function connect() {
    clearTimeout(leaving);
    clearTimeout(again);
    if (source || taking) return;
    taking = true;
    const holds = await mayHold();
    taking = false;
    if (document.visibilityState === 'visible') listen(holds);
    else disconnect();
  }

  function listen(holds) {
    let heard = false;
    source = new EventSource(`/as/${lxq.person}/events?since=${lxq.since}${holds ? '' : '&brief'}`);
    source.addEventListener('open', () => {
      heard = true;
      clearTimeout(saying);
      saying = 0;
      offline.hidden = true;
      lxq.retry();
    });
    source.addEventListener('message', (event) => lxq.upsert(JSON.parse(event.data)));
    source.addEventListener('clock', (event) => lxq.showClock(JSON.parse(event.data)));
    source.addEventListener('reload', () => location.reload());
    source.addEventListener('error', () => {
      const ended = heard && !holds;
      // A moment's break is not worth a word.
      if (!saying && !ended) {
        saying = setTimeout(() => {
          offline.hidden = false;
        }, SAY_SO_MS);
      }
      disconnect();
      again = setTimeout(look, AGAIN_MS);
    });
  }

  function disconnect() {
    if (source) source.close();
    source = null;
    if (letGo) letGo();
    letGo = null;
  }

  function look() {
    if (document.visibilityState === 'visible') connect();
    else leaving = setTimeout(disconnect, LEAVE_MS);
  }

  document.addEventListener('visibilitychange', look);
  window.addEventListener('pageshow', look);
  window.addEventListener('pagehide', disconnect);
  if (document.visibilityState === 'visible') connect();
})();
