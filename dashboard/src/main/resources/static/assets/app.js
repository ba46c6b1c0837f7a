// Charts, the live feed and the look. Everything else is rendered by the server.
(function () {
  'use strict';
  var $ = function (s, e) { return (e || document).querySelector(s); };
  var $$ = function (s, e) { return Array.prototype.slice.call((e || document).querySelectorAll(s)); };
  var css = function (name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); };

  // ---- the look
  function theme(next) {
    document.documentElement.setAttribute('data-bs-theme', next);
    document.cookie = 'theme=' + next + ';path=/;max-age=31536000;samesite=lax';
    charts(document, true);
  }
  document.addEventListener('click', function (e) {
    var t = e.target.closest && e.target.closest('[data-theme-next],[data-reload]');
    if (!t) return;
    if (t.hasAttribute('data-reload')) { e.preventDefault(); location.reload(); return; }
    theme(document.documentElement.getAttribute('data-bs-theme') === 'dark' ? 'light' : 'dark');
  });
  // A changed filter is applied at once; without script the button does it.
  document.addEventListener('change', function (e) {
    var form = e.target.closest && e.target.closest('form.filters');
    if (form) form.requestSubmit();
  });
  document.addEventListener('keydown', function (e) {
    if (e.key === '/' && !/INPUT|SELECT|TEXTAREA/.test(e.target.tagName)) {
      var first = $('.filters select, .filters input'); if (first) { e.preventDefault(); first.focus(); }
    }
  });

  // ---- charts
  var palette = function () { return ['--c0', '--c1', '--c2', '--c3', '--c4', '--c5', '--c6', '--c7'].map(css); };
  var zone = (function () { var z = $('[data-zone]'); return z ? z.getAttribute('data-zone') : 'UTC'; })();
  var clock = function (ms) { return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(ms); };
  function tip(title, lines) { // elements, never strings: what is shown may come from anywhere
    var box = document.createElement('div'); box.className = 'tip';
    var b = document.createElement('b'); b.textContent = title; box.appendChild(b);
    lines.forEach(function (l) {
      var d = document.createElement('div'), n = document.createElement('span'), v = document.createElement('span');
      n.textContent = l[0]; v.textContent = l[1]; d.appendChild(n); d.appendChild(v); box.appendChild(d);
    });
    return box;
  }
  function base() {
    return {
      animation: false, color: palette(), textStyle: { fontFamily: 'Inter', fontSize: 12, color: css('--ink-3') },
      grid: { left: 36, right: 8, top: 28, bottom: 22 }, aria: { enabled: true, decal: { show: false } },
      tooltip: { trigger: 'axis', confine: true, backgroundColor: css('--paper'), borderColor: css('--line-strong'), textStyle: { color: css('--ink') }, axisPointer: { type: 'shadow', shadowStyle: { color: css('--accent'), opacity: 0.07 } } },
      legend: { type: 'scroll', top: 0, left: 0, itemWidth: 10, itemHeight: 10, itemGap: 14, icon: 'rect', textStyle: { color: css('--ink-2'), fontSize: 12 } }
    };
  }
  var axis = function () { return { axisLine: { lineStyle: { color: css('--line-strong') } }, axisTick: { show: false }, axisLabel: { color: css('--ink-3'), fontSize: 11.5, hideOverlap: true }, splitLine: { lineStyle: { color: css('--line') } } }; };
  var draw = {
    flow: function (points) {
      var o = base(); o.grid = { left: 0, right: 0, top: 4, bottom: 2 }; o.legend = { show: false };
      o.xAxis = { type: 'category', show: false, data: points.map(function (p) { return p[0]; }) };
      o.yAxis = { type: 'value', show: false };
      o.tooltip.formatter = function (p) { var q = points[p[0].dataIndex]; return tip(clock(q[0]), [['events', q[1].toLocaleString('en')], ['device to log, p99', (q[2] / 1000).toFixed(1) + ' s']]); };
      o.series = [{ type: 'bar', data: points.map(function (p) { return p[1]; }), barCategoryGap: '25%', itemStyle: { color: css('--accent') } }];
      return o;
    },
    bars: function (d) {
      var o = base(); var many = d.days.length > 31;
      o.xAxis = Object.assign(axis(), { type: 'category', data: d.labels });
      o.yAxis = Object.assign(axis(), { type: 'value', minInterval: 1, axisLine: { show: false } });
      o.tooltip.formatter = function (ps) {
        var i = ps[0].dataIndex, lines = ps.filter(function (p) { return p.value > 0; }).map(function (p) { return [p.seriesName, p.value]; });
        return tip(d.labels[i], lines.length ? lines : [['no finding', '']]);
      };
      o.series = d.series.map(function (s, i) {
        return { type: 'bar', stack: 'all', name: s.name, data: s.values, barMaxWidth: 26, barCategoryGap: many ? '15%' : '35%', cursor: 'pointer', itemStyle: { borderColor: css('--paper'), borderWidth: 0.5, decal: i % 2 ? { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 4, color: css('--paper') } : undefined } };
      });
      return o;
    },
    minutes: function (d, narrow) {
      // The left edge is that of the strips below: one axis of time.
      var o = base(); o.grid = { left: narrow ? 44 : 102, right: 0, top: 28, bottom: 22 };
      o.xAxis = Object.assign(axis(), { type: 'time', min: d.from, max: d.to, splitNumber: narrow ? 4 : 9, axisLabel: { color: css('--ink-3'), fontSize: 11.5, formatter: clock, hideOverlap: true }, splitLine: { show: false } });
      o.yAxis = Object.assign(axis(), { name: narrow ? '' : 'a minute', nameLocation: 'middle', nameRotate: 90, nameGap: 34, nameTextStyle: { color: css('--ink-3') }, type: 'value', minInterval: 1, axisLine: { show: false } });
      o.tooltip.axisPointer = { type: 'line', lineStyle: { color: css('--ink-3') } };
      o.tooltip.formatter = function (ps) { return ps.length ? tip(clock(ps[0].value[0]), ps.map(function (p) { return [p.seriesName, p.value[1] == null ? '–' : p.value[1].toLocaleString('en')]; })) : ''; };
      var line = function (name, k, color, dash) { return { type: 'line', name: name, showSymbol: false, step: 'start', connectNulls: false, data: d.points.map(function (p) { return [p[0], p[k]]; }), lineStyle: { width: dash ? 1 : 1.6, type: dash ? 'dashed' : 'solid', color: color }, itemStyle: { color: color } }; };
      o.series = [line('keys', 1, css('--c0')), line('clicks', 2, css('--c1')), line('moves', 3, css('--c2'))];
      if (d.points.some(function (p) { return p[4] != null; })) o.series.push(line('keys, usual of this weekday', 4, css('--ink-3'), true));
      if (d.ended - d.started < 60000) o.series[0].markLine = { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: css('--medium'), width: 2, type: 'solid' }, data: [{ xAxis: d.started }] };
      else o.series[0].markArea = { silent: true, itemStyle: { color: css('--medium'), opacity: 0.1 }, data: [[{ xAxis: d.started }, { xAxis: d.ended }]] };
      return o;
    },
    attempts: function (d, narrow) {
      var o = base(); o.grid = { left: 96, right: 12, top: 28, bottom: 22 };
      o.xAxis = Object.assign(axis(), { type: 'time', min: d.from, max: d.to, splitNumber: narrow ? 3 : 9, axisLabel: { color: css('--ink-3'), fontSize: 11.5, hideOverlap: true, formatter: clock }, splitLine: { show: false } });
      o.yAxis = Object.assign(axis(), { type: 'category', data: d.accounts, axisLabel: { color: css('--ink-2'), width: 86, overflow: 'truncate' }, splitLine: { show: true, lineStyle: { color: css('--line') } } });
      o.tooltip.trigger = 'item';
      o.tooltip.formatter = function (p) { return tip(clock(p.value[0]), [[p.value[1], p.seriesName]]); };
      var of = function (name, kind, symbol, color) { return { type: 'scatter', name: name, symbol: symbol, symbolSize: 8, data: d.points.filter(function (p) { return p[2] === kind; }).map(function (p) { return [p[0], p[1]]; }), itemStyle: { color: color } }; };
      o.series = [of('failed', 'failed', 'triangle', css('--high')), of('succeeded', 'ok', 'circle', css('--active')), of('other', 'other', 'rect', css('--c7'))].filter(function (s) { return s.data.length; });
      o.series[0] && (o.series[0].markArea = { silent: true, itemStyle: { color: css('--medium'), opacity: 0.1 }, data: [[{ xAxis: d.started }, { xAxis: d.ended }]] });
      return o;
    }
  };
  function charts(root, again) {
    if (!window.echarts) return;
    $$('[data-chart]', root).forEach(function (el) {
      var old = echarts.getInstanceByDom(el);
      if (old && !again) return; if (old) old.dispose();
      var data = JSON.parse(el.getAttribute('data-points') || '[]');
      var chart = echarts.init(el, null, { renderer: 'canvas' });
      chart.setOption(draw[el.getAttribute('data-chart')](data, el.clientWidth < 560));
      if (data.links) chart.on('click', function (p) { var to = data.links[p.dataIndex]; if (to) location.href = to; });
      if (data.group) { chart.group = data.group; echarts.connect(data.group); }
    });
  }
  window.addEventListener('resize', function () { $$('[data-chart]').forEach(function (el) { var c = window.echarts && echarts.getInstanceByDom(el); if (c) c.resize(); }); });

  // ---- live findings
  function live() {
    if (!$('.rail') || !window.EventSource) return;
    var feed = new EventSource('/live'), said = function (text, on) { $$('[data-live]').forEach(function (e) { e.textContent = text; e.classList.toggle('on', on); }); };
    feed.onopen = function () { said('live', true); };
    feed.onerror = function () { said('reconnecting', false); };
    feed.addEventListener('finding', function (e) { show(e.data); });
    window.addEventListener('pagehide', function () { feed.close(); });
    document.body.addEventListener('htmx:afterSwap', function () { if (feed.readyState === 1) said('live', true); });
  }
  function show(html) {
    var holder = document.createElement('template'); holder.innerHTML = '<table><tbody>' + html + '</tbody></table>';
    var row = $('tr', holder.content); if (!row) return;
    row.setAttribute('data-shown-at', Date.now());
    var body = $('[data-live-rows]');
    if (body) {
      var old = $('tr[data-id="' + row.getAttribute('data-id') + '"]', body);
      if (old) old.replaceWith(row); else body.insertBefore(row, body.firstChild);
      row.classList.add('fresh');
      while (body.children.length > +body.getAttribute('data-live-rows')) body.removeChild(body.lastChild);
      var empty = $('[data-when-empty]'); if (empty) empty.remove();
    } else if ($('[data-live-note]')) {
      var note = $('[data-live-note]'), n = +(note.getAttribute('data-n') || 0) + 1;
      note.setAttribute('data-n', n); note.hidden = false; note.textContent = n + (n === 1 ? ' new finding' : ' new findings') + ' · show';
    }
    document.body.dispatchEvent(new CustomEvent('found'));
  }

  document.addEventListener('DOMContentLoaded', function () { charts(document); live(); });
  document.addEventListener('htmx:afterSettle', function (e) { charts(document); });
})();
