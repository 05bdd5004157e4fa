// Draws the charts that Python describes (look/charts.py) in the colors of the page.
import { init } from "../vendor/echarts.min.js";

const drawn = new Map();

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

const TONES = { good: "teal", wait: "amber", danger: "red", muted: "slate", plain: "slate" };
const tone = (name) => color(TONES[name] ?? "teal");

function number(value, drawing) {
  if (value === null || value === undefined) return "–";
  const words = new Intl.NumberFormat(drawing.language, { maximumFractionDigits: 1 }).format(value);
  return drawing.unit ? `${words} ${drawing.unit}` : words;
}

function text(extra = {}) {
  return { fontFamily: "Inter", fontSize: 12, color: color("slate"), ...extra };
}

function marks(drawing) {
  const data = drawing.marks.map((mark) => ({
    ...(mark.x === null ? { yAxis: mark.y } : { xAxis: mark.x }),
    name: mark.label,
    lineStyle: { color: tone(mark.tone), type: mark.x === null ? "dashed" : "solid", width: mark.x === null ? 1 : 1.5 },
    label: {
      ...text({ color: tone(mark.tone), fontWeight: 500 }),
      formatter: mark.label,
      position: mark.x === null ? "insideStartTop" : "insideEndBottom",
      rotate: 0,
      ...(mark.x === null ? {} : { align: "right", offset: [-6, 0] }),
    },
  }));
  return { silent: true, symbol: "none", data };
}

function bandSeries(band, index, drawing) {
  const shade = { color: color("teal"), opacity: index === 0 ? 0.13 : 0.2 };
  const shared = { type: "line", stack: `band-${index}`, stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 }, z: 1 };
  const widths = band.high.map((high, i) => (high === null || band.low[i] === null ? null : high - band.low[i]));
  return [
    { ...shared, name: `${band.name} low`, data: band.low, tooltip: { show: false } },
    { ...shared, name: band.name, data: widths, areaStyle: shade, tooltip: { show: false } },
  ];
}

function lineSeries(series, drawing) {
  return {
    type: "line",
    name: series.name,
    data: series.values,
    symbol: "none",
    z: 3,
    lineStyle: { color: tone(series.tone), width: 2, type: series.dashed ? "dashed" : "solid" },
    itemStyle: { color: tone(series.tone) },
  };
}

function barSeries(series, drawing) {
  return {
    type: "bar",
    name: series.name,
    data: series.values,
    stack: drawing.kind === "stacked" ? "all" : undefined,
    barMaxWidth: 28,
    itemStyle: { color: tone(series.tone), borderRadius: drawing.kind === "stacked" ? 0 : [3, 3, 0, 0] },
  };
}

function xAxis(drawing) {
  const steps = drawing.kind === "line" || drawing.kind === "fan";
  return {
    type: "category",
    data: drawing.x,
    boundaryGap: !steps,
    axisLine: { lineStyle: { color: color("edge-strong") } },
    axisTick: { show: false },
    axisLabel: { ...text(), hideOverlap: true, formatter: (_, at) => drawing.ticks[at], alignMinLabel: steps ? "left" : null, alignMaxLabel: steps ? "right" : null },
  };
}

function yAxis(drawing) {
  const highest = Math.max(0, ...drawing.marks.filter((mark) => mark.y !== null).map((mark) => mark.y));
  return {
    type: "value",
    max: (value) => (highest > value.max ? Math.ceil(highest * 1.06) : null),
    splitNumber: 4,
    splitLine: { lineStyle: { color: color("edge") } },
    axisLabel: { ...text(), formatter: (value) => number(value, { ...drawing, unit: "" }) },
  };
}

function tooltip(drawing) {
  // richText draws on the canvas: the HTML tooltip would need inline styles, which our policy forbids.
  return {
    trigger: "axis",
    renderMode: "richText",
    confine: true,
    backgroundColor: color("paper"),
    borderColor: color("edge-strong"),
    textStyle: text({ color: color("ink-soft") }),
    axisPointer: { lineStyle: { color: color("edge-strong") } },
    formatter: (points) => {
      const lines = points.map((point) => `${point.seriesName}  ${number(point.value, drawing)}`);
      const at = points[0].dataIndex;
      const bands = drawing.bands
        .filter((band) => band.low[at] !== null)
        .map((band) => `${band.name}  ${number(band.low[at], drawing)} – ${number(band.high[at], drawing)}`);
      return [points[0].axisValueLabel, ...lines, ...bands].join("\n");
    },
  };
}

function plot(drawing) {
  const lines = drawing.kind === "line" || drawing.kind === "fan";
  const series = drawing.series.map((one) => (lines ? lineSeries(one, drawing) : barSeries(one, drawing)));
  const bands = drawing.bands.flatMap((band, index) => bandSeries(band, index, drawing));
  if (series.length) series[0].markLine = marks(drawing);
  const named = drawing.series.length > 1;
  return {
    grid: { left: 4, right: 20, top: named ? 34 : 14, bottom: 4, containLabel: true },
    legend: named ? { show: true, left: 0, top: 0, itemWidth: 14, itemHeight: 8, icon: "roundRect", textStyle: text(), data: drawing.series.map((one) => one.name) } : undefined,
    xAxis: xAxis(drawing),
    yAxis: yAxis(drawing),
    tooltip: tooltip(drawing),
    series: [...bands, ...series],
  };
}

function heat(drawing) {
  const cells = drawing.series.flatMap((row, y) => row.values.map((value, x) => [x, y, value ?? "-"]));
  const highest = Math.max(1, ...cells.map((cell) => Number(cell[2]) || 0));
  return {
    grid: { left: 4, right: 8, top: 8, bottom: 4, containLabel: true },
    xAxis: { ...xAxis(drawing), boundaryGap: true, axisLine: { show: false } },
    yAxis: { type: "category", inverse: true, data: drawing.series.map((row) => row.name), axisLine: { show: false }, axisTick: { show: false }, axisLabel: text({ color: color("ink-soft") }) },
    visualMap: { show: false, min: 0, max: highest, inRange: { color: [0, 1, 2, 3, 4].map((step) => color(`ramp-${step}`)) } },
    tooltip: {
      ...tooltip(drawing),
      trigger: "item",
      formatter: (point) => `${drawing.series[point.value[1]].name}, ${drawing.x[point.value[0]]}\n${number(point.value[2], drawing)}`,
    },
    series: [{ type: "heatmap", data: cells, itemStyle: { borderColor: color("paper"), borderWidth: 2, borderRadius: 4 } }],
  };
}

function option(drawing) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { animation: !calm, animationDuration: 300, textStyle: text(), ...(drawing.kind === "heat" ? heat(drawing) : plot(drawing)) };
}

const resizing = new ResizeObserver((entries) => {
  for (const { target } of entries) drawn.get(target)?.chart.resize();
});

export async function drawCharts(places) {
  await document.fonts.load("12px Inter");
  for (const place of places) {
    if (drawn.has(place)) continue;
    const drawing = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    const chart = init(place);
    chart.setOption(option(drawing));
    drawn.set(place, { chart, drawing });
    resizing.observe(place);
  }
}

document.addEventListener("jemput:theme", () => {
  for (const { chart, drawing } of drawn.values()) chart.setOption(option(drawing), true);
});
document.addEventListener("htmx:beforeCleanupElement", (event) => {
  const gone = drawn.get(event.target);
  if (!gone) return;
  gone.chart.dispose();
  drawn.delete(event.target);
});
