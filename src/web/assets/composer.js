// Writing and sending. What is written stays until the program has it; tried again, it is never said twice.
(() => {
  const lxq = window.lxq;
  const RETRY_MS = 2000;
  const TALLEST = 132;
  const composers = {};

  function composer(form) {
    const place = form.dataset.place;
    const field = form.querySelector('textarea');
    const why = form.querySelector('.why');
    const quoting = form.querySelector('.quoting');
    const replyTo = form.elements.replyTo;
    const picker = form.querySelector('input[type="file"]');
    const list = form.querySelector('.chosen');
    const limits = {
      photo: Number(form.dataset.photoLimit),
      document: Number(form.dataset.documentLimit),
      total: Number(form.dataset.totalLimit),
      files: Number(form.dataset.mostFiles),
      text: Number(form.dataset.textLimit),
    };
    let files = [];
    let attempt = null;
    let sending = false;
    let waiting = 0;

    function complain(text) {
      why.textContent = text;
      why.hidden = text === '';
    }

    /** Where the chat is not shown there is nothing to measure: the field keeps the height of the style sheet. */
    function grow() {
      field.style.height = 'auto';
      const edges = field.offsetHeight - field.clientHeight;
      field.style.height = field.scrollHeight > 0 ? `${Math.min(TALLEST, field.scrollHeight + edges)}px` : '';
      form.classList.toggle('ready', field.value.trim() !== '' || files.length > 0);
    }

    function save() {
      const quote = replyTo.value
        ? { id: replyTo.value, text: quoting.querySelector('.quoting-text').textContent }
        : null;
      const draft = { text: field.value, quote, attempt, files: files.length, sending };
      lxq.remember(`draft/${place}`, field.value || quote || files.length || sending ? draft : null);
    }

    function quote(id, text) {
      replyTo.value = id;
      quoting.hidden = id === '';
      quoting.querySelector('.quoting-text').textContent = text;
      save();
    }

    function faultOf(file) {
      const isPhoto = /^image\/(jpeg|png|webp|gif)$/.test(file.type);
      if (file.size === 0) return `“${file.name}”是空的，请换一个文件。`;
      if (isPhoto && file.size > limits.photo)
        return `照片“${file.name}”超过 10 MB，没有加上。请压缩后再选。`;
      if (!isPhoto && file.size > limits.document)
        return `文件“${file.name}”超过 20 MB，没有加上。请压缩或分开后再选。`;
      return '';
    }

    function add(found) {
      let fault = '';
      for (const file of found) {
        const total = files.reduce((sum, one) => sum + one.size, file.size);
        if (faultOf(file)) fault = faultOf(file);
        else if (files.length >= limits.files) fault = `一次最多发 ${limits.files} 个文件。`;
        else if (total > limits.total) fault = '合计超过 25 MB，请分几次发。';
        else files.push(file);
      }
      complain(fault);
      showFiles();
    }

    function showFiles() {
      list.textContent = '';
      list.hidden = files.length === 0;
      files.forEach((file, index) => {
        const item = document.createElement('li');
        if (/^image\//.test(file.type)) {
          const picture = document.createElement('img');
          picture.alt = '';
          picture.src = URL.createObjectURL(file);
          picture.onload = () => URL.revokeObjectURL(picture.src);
          item.append(picture);
        }
        const name = document.createElement('span');
        name.textContent = file.name;
        const remove = document.createElement('button');
        remove.type = 'button';
        remove.textContent = '×';
        remove.setAttribute('aria-label', `不发 ${file.name}`);
        remove.addEventListener('click', () => {
          files.splice(index, 1);
          showFiles();
          field.focus();
        });
        item.append(name, remove);
        list.append(item);
      });
      grow();
      save();
    }

    function fault() {
      if (field.value.trim() === '' && files.length === 0)
        return '还没有写内容。写一句话，或选一张照片再发。';
      if (field.value.length > limits.text) {
        return `太长了：一条最多 ${limits.text} 字，现在是 ${field.value.length} 字。请分成几条发。`;
      }
      return '';
    }

    /** The same words with the same pictures are the same message, however often it is tried. */
    function keyOfAttempt() {
      const what = JSON.stringify([
        field.value,
        replyTo.value,
        files.map((file) => [file.name, file.size, file.lastModified]),
      ]);
      if (!attempt || attempt.what !== what) attempt = { key: lxq.newKey(), what };
      return attempt.key;
    }

    function send() {
      if (sending) return;
      clearTimeout(waiting);
      waiting = 0;
      complain(fault());
      if (fault()) return;
      const body = new FormData();
      body.append('key', keyOfAttempt());
      body.append('chat', place);
      body.append('text', field.value);
      body.append('replyTo', replyTo.value);
      for (const file of files) body.append('files', file);
      setSending(true);
      lxq.post(form.getAttribute('action'), body).then(sent, notSent);
    }

    function setSending(is) {
      sending = is;
      field.readOnly = is;
      form.classList.toggle('sending', is);
      save();
    }

    function sent() {
      setSending(false);
      field.value = '';
      files = [];
      attempt = null;
      quote('', '');
      showFiles();
      complain('');
      lxq.toBottom(place);
    }

    function notSent(error) {
      setSending(false);
      if (error.refused) return complain(error.message);
      complain('还没有发出去，内容都在。连上后会自动再发，不会重复。');
      waiting = setTimeout(send, RETRY_MS);
    }

    field.addEventListener('input', () => {
      // Somebody who goes on writing sends it themselves.
      if (waiting) {
        clearTimeout(waiting);
        waiting = 0;
        complain('还没有发出去，内容都在。写好后请再点发送。');
      } else complain('');
      grow();
      save();
    });
    field.addEventListener('keydown', (event) => {
      // Enter while a word is being composed chooses the word; 229 is how older browsers say so.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      send();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      send();
    });
    picker.addEventListener('change', () => {
      add(Array.from(picker.files));
      picker.value = '';
      field.focus();
    });
    field.addEventListener('paste', (event) => {
      const pasted = event.clipboardData ? Array.from(event.clipboardData.files) : [];
      if (pasted.length === 0) return;
      event.preventDefault();
      add(pasted);
    });
    const pane = lxq.pane(place);
    pane.addEventListener('dragover', (event) => {
      if (!Array.from(event.dataTransfer.types).includes('Files')) return;
      event.preventDefault();
      pane.classList.add('dropping');
    });
    pane.addEventListener('dragleave', (event) => {
      if (!pane.contains(event.relatedTarget)) pane.classList.remove('dropping');
    });
    pane.addEventListener('drop', (event) => {
      event.preventDefault();
      pane.classList.remove('dropping');
      add(Array.from(event.dataTransfer.files));
    });
    form.querySelector('.unquote').addEventListener('click', () => {
      quote('', '');
      field.focus();
    });
    for (const button of lxq.all('[data-send]', form)) {
      button.addEventListener('click', () => {
        const body = { key: lxq.newKey(), chat: place, text: button.dataset.send };
        lxq.post(form.getAttribute('action'), body).then(
          () => lxq.toBottom(place),
          (error) => complain(error.message || '没有连上程序，请稍后再点。'),
        );
      });
    }
    for (const button of lxq.all('[data-sample]', pane)) {
      button.addEventListener('click', () => {
        field.value = button.dataset.sample;
        grow();
        save();
        field.focus();
      });
    }

    /** What was being written before a reload; what was on its way goes on. */
    function restore() {
      const draft = lxq.recall(`draft/${place}`);
      if (draft && field.value === '' && replyTo.value === '') {
        field.value = draft.text;
        attempt = draft.attempt;
        if (draft.quote) quote(draft.quote.id, draft.quote.text);
        if (draft.files > 0) complain('文字还在，照片和文件请重新选一下。');
        else if (draft.sending) send();
      }
      grow();
    }

    restore();
    composers[place] = {
      retry() {
        if (waiting) send();
      },
      quote(id, text) {
        quote(id, text);
        field.focus();
      },
      grow,
    };
  }

  for (const form of lxq.all('.composer')) composer(form);

  // Another width has other lines, and shows a chat that was not there to be measured.
  window.addEventListener('resize', () => {
    composers.group.grow();
    composers.private.grow();
  });

  lxq.retry = () => {
    composers.group.retry();
    composers.private.retry();
  };
  lxq.grow = (place) => composers[place].grow();
  lxq.quote = (place, item) => {
    const name = item.querySelector('.name').textContent;
    const lines = lxq
      .all('.words, .lead, .title, .notice, .line, .row, .entry-words', item)
      .map((line) => line.textContent);
    const words = lines.join(' ').replace(/\s+/g, ' ').trim() || '［照片或文件］';
    composers[place].quote(
      item.dataset.id,
      `${name}：${words.length > 60 ? `${words.slice(0, 60)}…` : words}`,
    );
  };
})();
