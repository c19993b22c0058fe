// @ts-check
// Made-up notices in true forms, the same ones for the same seed: for what needs more of them than anyone would write.

const PLACES = ["云川市", "青屿县", "望溪区", "临湖区", "石浦县", "柏川市", "南麓区", "白鹭市"];
const BUREAUS = [
  ..."教育局 发改局 财政局 住建局 水利局 交通局 农业农村局 卫生健康局 人社局 民政局 商务局 文旅局 科技局 经信局 应急局".split(" "),
  ..."生态环境局 自然资源局 市场监管局 司法局 公安局 审计局 统计局 林业局 医保局 大数据局 投资促进局 政务服务局".split(" "),
];
const SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗";
const GIVEN = "文海建明志远丽华晓东国强春燕立新子轩雨桐承泽若兰";
const VERBS = ["新建", "改造", "完成", "推进", "启动", "提升", "建成", "新增"];
const THINGS = [
  ..."普惠性幼儿园 老旧小区 农村公路 标准化厂房 高标准农田 污水管网 养老服务中心 充电设施 学位 公共停车位".split(" "),
  ..."技术改造项目 旅游驿站 病险水库 智慧农贸市场 社区卫生服务站 创业孵化基地 绿道 公共图书馆分馆".split(" "),
];
const AIMS = ["年底前投入使用", "形成可推广的做法", "群众满意度达95%以上", "力争走在全省前列", "确保质量和安全", "带动社会投资"];
const HEADINGS = ["推动产业转型", "深化改革开放", "改善城乡面貌", "保障民生福祉", "建设生态文明", "防范化解风险"];
const TIMES = ["3月底前", "6月底前", "9月底前", "年底前", "第三季度", "长期坚持"];
const NUMERALS = "一二三四五六七八九十";

/**
 * Numbers from 0 to under 1 (mulberry32).
 * @param {number} seed
 */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A notice: a table set by tabs, a table of one cell a line, or clauses in prose, by turns.
 * @param {number} seed
 * @param {number} size bytes in UTF-8, at least
 * @returns {string}
 */
export function made(seed, size) {
  const next = numbers(seed);
  /** @template T @param {ArrayLike<T>} from @returns {T} */
  const pick = (from) => from[Math.floor(next() * from.length)];
  const place = pick(PLACES);
  const level = place.slice(-1);
  const year = 2016 + Math.floor(next() * 11);
  const person = () => pick(SURNAMES) + pick(GIVEN) + pick(GIVEN);
  const unit = () => level + pick(BUREAUS);
  const leaders = Array.from({ length: 8 }, person);
  const task = () => `${pick(VERBS)}${pick(THINGS)}${1 + Math.floor(next() * 90)}处，总投资${1 + Math.floor(next() * 60)}亿元，${pick(AIMS)}。`;
  const units = () => Array.from({ length: 1 + Math.floor(next() * 4) }, unit);
  const head = `${place}人民政府关于印发${year}年重点工作责任分解（第${seed}批）的通知\n\n${place.slice(0, 1)}政发〔${year}〕${1 + (seed % 90)}号\n\n各乡镇人民政府、街道办事处，${level}政府各部门：\n\n现将《${year}年重点工作责任分解》印发给你们，请认真落实。\n\n${place}人民政府\n${year}年${1 + (seed % 12)}月${1 + (seed % 28)}日\n\n附件\n\n${year}年重点工作责任分解\n\n`;
  const body = [tabbed, stacked, clauses][seed % 3];
  let text = head;
  for (let section = 0; Buffer.byteLength(text) < size; section++) {
    text += `${NUMERALS[section % 10]}、${pick(HEADINGS)}\n\n${body()}\n`;
  }
  return seed % 3 === 0 ? `${text}注：标记*的为牵头单位\n` : text;

  function tabbed() {
    let rows = "序号\t重点工作\t责任领导\t责任单位\t完成时限\n";
    for (let row = 1; row <= 12; row++) {
      rows += `${row}\t${task()}\t${pick(leaders)}\t*${units().join("、")}\t${pick(TIMES)}\n`;
    }
    return rows;
  }

  function stacked() {
    let rows = "序号\n重点工作\n责任领导\n责任单位\n";
    for (let row = 1; row <= 12; row++) {
      rows += `${row}\n${task()}\n${pick(leaders)}\n${units().join("、")}\n`;
    }
    return rows;
  }

  function clauses() {
    let rows = "";
    for (let row = 1; row <= 12; row++) {
      rows += `${row}.${task()}（牵头单位：${unit()}；配合单位：${units().join("、")}）\n`;
    }
    return rows;
  }
}
