// The messages of both chats: putting in what is new, keeping the reader's place, buttons, quotes.
(() => {
  const lxq = window.lxq;
  const FIVE_MINUTES = 300000;
  const NEAR = 60;
  const fresh = { group: 0, private: 0 };
  const unread = { group: 0, private: 0 };
  /** A card that changed further up than the reader sees. */
  const above = { group: null, private: null };

  function parts(place) {
    const pane = lxq.pane(place);
    return {
      pane,
      log: pane.querySelector('.log'),
      list: pane.querySelector('.messages'),
      pill: pane.querySelector('.pill'),
    };
  }

  function atBottom(log) {
    return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  }

  function toBottom(place) {
    const { log } = parts(place);
    log.scrollTop = log.scrollHeight;
    fresh[place] = 0;
    showPill(place);
  }

  function showPill(place) {
    const { pill } = parts(place);
    pill.hidden = fresh[place] === 0 && !above[place];
    pill.textContent = fresh[place] > 0 ? `↓ ${fresh[place]} 条新消息` : '↑ 上面的卡片有更新';
  }

  function isShown(place) {
    return !lxq.isNarrow() || lxq.shell.classList.contains(`front-${place}`);
  }

  function showUnread(place) {
    const dot = document.querySelector(`[data-unread="${place}"]`);
    dot.hidden = unread[place] === 0;
    dot.textContent = unread[place] > 99 ? '99+' : String(unread[place]);
    dot.setAttribute('aria-label', `${unread[place]} 条新消息`);
  }

  function numberOf(id) {
    return Number(id.slice(1));
  }

  /** The same day in the office's zone, whatever the browser's. */
  function dayOf(at) {
    return Math.floor((at + 28800000) / 86400000);
  }

  function retime(item) {
    const before = item.previousElementSibling;
    const at = Number(item.dataset.at);
    const was = before ? Number(before.dataset.at) : Number.NEGATIVE_INFINITY;
    item.classList.toggle('timed', at - was > FIVE_MINUTES || dayOf(at) !== dayOf(was));
  }

  function built(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    return template.content.querySelector('li');
  }

  function replace(known, item) {
    const focused = known.contains(document.activeElement);
    known.replaceWith(item);
    retime(item);
    // A card that goes on to its next state, not one that is only drawn again.
    item.classList.add('changed');
    if (focused) (item.querySelector('button') || item).focus({ preventScroll: true });
  }

  function insert(list, item) {
    const number = numberOf(item.dataset.id);
    let after = list.lastElementChild;
    while (after && numberOf(after.dataset.id) > number) after = after.previousElementSibling;
    if (!after && list.firstElementChild && list.parentElement.querySelector('.older')) return false;
    list.insertBefore(item, after ? after.nextElementSibling : list.firstElementChild);
    retime(item);
    if (item.nextElementSibling) retime(item.nextElementSibling);
    item.classList.add('fresh');
    return true;
  }

  /** Puts a message in, or what has become of it. What is older than what stands is left out. */
  function upsert(data) {
    const { log, list } = parts(data.chat);
    lxq.since = Math.max(lxq.since, data.change);
    const known = document.getElementById(`m-${data.id}`);
    if (known && Number(known.dataset.change) >= data.change) return;
    const item = built(data.html);
    const stuck = atBottom(log);
    if (known) {
      replace(known, item);
    } else {
      if (!insert(list, item)) return;
      const hint = log.querySelector('.hint');
      if (hint) hint.hidden = true;
      const mine = item.classList.contains('mine');
      if (!isShown(data.chat)) {
        if (!mine) unread[data.chat] += 1;
        showUnread(data.chat);
      } else if (!stuck && !mine) {
        fresh[data.chat] += 1;
        showPill(data.chat);
      }
      if (stuck || mine) toBottom(data.chat);
    }
    if (!known) return;
    if (stuck) toBottom(data.chat);
    if (item.getBoundingClientRect().bottom < log.getBoundingClientRect().top) {
      above[data.chat] = item;
      showPill(data.chat);
    }
  }

  /** Pictures and fonts come later and push what is below them: who was at the end stays there. */
  function keepPlace(place) {
    const { log, list } = parts(place);
    let stuck = true;
    log.addEventListener('scroll', () => {
      stuck = atBottom(log);
    });
    if (!window.ResizeObserver) return;
    const observer = new ResizeObserver(() => {
      if (stuck) toBottom(place);
    });
    observer.observe(list);
    observer.observe(log);
  }

  function press(button) {
    const form = button.form;
    const item = button.closest('.message');
    const data = { key: lxq.newKey(), message: item.dataset.id, data: button.value };
    for (const one of lxq.all('button', form)) one.disabled = true;
    form.classList.add('pressing');
    lxq
      .post(form.getAttribute('action'), data)
      .then(
        (answer) => lxq.toast(answer.toast),
        (error) => lxq.toast(error.message || '没有连上程序，没有变动。连上后请再点一次。'),
      )
      .then(() => {
        form.classList.remove('pressing');
        for (const one of lxq.all('button', form)) one.disabled = false;
      });
  }

  function older(link, place) {
    const { log, list } = parts(place);
    const first = list.firstElementChild;
    if (!first) return;
    const height = log.scrollHeight - log.scrollTop;
    const url = `/as/${lxq.person}/messages?chat=${place}&html=1&before=${first.dataset.id}`;
    fetch(url)
      .then((answer) => answer.text().then((text) => ({ text, more: answer.headers.get('X-Older') === '1' })))
      .then(({ text, more }) => {
        list.insertAdjacentHTML('afterbegin', text);
        retime(first);
        if (!more) link.parentElement.remove();
        log.scrollTop = log.scrollHeight - height;
      })
      .catch(() => lxq.toast('没有连上程序，请稍后再点。'));
  }

  /** With fingers there is no hovering: a touch on a bubble offers to quote it, another one takes that back. */
  function offerQuote(bubble) {
    const item = bubble ? bubble.closest('.message') : null;
    for (const one of lxq.all('.acting')) {
      if (one !== item) one.classList.remove('acting');
    }
    if (item && String(window.getSelection()) === '') item.classList.toggle('acting');
  }

  /** Up and down from message to message, Enter to quote. */
  function walk(event, place) {
    const { log, list } = parts(place);
    const here = document.activeElement;
    if (here !== log && !here.classList.contains('message')) return;
    let to = null;
    if (event.key === 'ArrowUp') to = here === log ? list.lastElementChild : here.previousElementSibling;
    if (event.key === 'ArrowDown' && here !== log) to = here.nextElementSibling;
    if (event.key === 'Enter' && here !== log) lxq.quote(place, here);
    if (!to && event.key !== 'Enter') return;
    event.preventDefault();
    if (to) to.focus();
  }

  for (const place of ['group', 'private']) {
    const { pane, log, pill } = parts(place);
    pill.addEventListener('click', () => {
      const card = above[place];
      if (fresh[place] > 0 || !card) return toBottom(place);
      above[place] = null;
      showPill(place);
      card.scrollIntoView({ block: 'center' });
      card.focus({ preventScroll: true });
    });
    log.addEventListener('scroll', () => {
      if (fresh[place] > 0 && atBottom(log)) toBottom(place);
      if (!above[place] || above[place].getBoundingClientRect().bottom < log.getBoundingClientRect().top)
        return;
      above[place] = null;
      showPill(place);
    });
    log.addEventListener('keydown', (event) => walk(event, place));
    pane.addEventListener('click', (event) => {
      const target = event.target.closest('button, a');
      offerQuote(target ? null : event.target.closest('.bubble'));
      if (!target) return;
      if (target.classList.contains('unfold')) {
        const isWhole = target.closest('.message').classList.toggle('unfolded');
        target.setAttribute('aria-expanded', String(isWhole));
        target.textContent = isWhole ? '收起' : '展开';
      } else if (target.closest('[data-press]')) {
        event.preventDefault();
        press(target);
      } else if (target.classList.contains('quote')) {
        event.preventDefault();
        lxq.quote(place, target.closest('.message'));
      } else if (target.classList.contains('quoted')) {
        const quoted = document.querySelector(target.getAttribute('href'));
        event.preventDefault();
        if (!quoted) return lxq.toast('那条消息在更早的地方，请往上翻。');
        quoted.scrollIntoView({ block: 'center' });
        quoted.focus({ preventScroll: true });
      } else if (target.closest('.older')) {
        event.preventDefault();
        older(target, place);
      }
    });
    toBottom(place);
    keepPlace(place);
  }

  lxq.upsert = upsert;
  lxq.toBottom = toBottom;
  lxq.seen = (place) => {
    unread[place] = 0;
    showUnread(place);
    toBottom(place);
  };
})();
