/**
 * For documents that name no charset and are not UTF-8: what they are in, when their letters leave no doubt; null means that Western is as good
 * as any. Text in the right charset is full of the letters that its language uses most; in a wrong one they are spread at random.
 */
export function guessCharset(bytes: Uint8Array): string | null {
  const start = bytes.findIndex(byte => byte >= 0x80);
  if (start < 0) return null;
  const sample = bytes.subarray(start, start + sampleBytes);
  // Accents and quotes stand alone between letters; other scripts, and most of their encodings, have high bytes in rows.
  if (meanRun(sample) < 1.6) return null;
  let best: string | null = null;
  let bestShare = 0;
  for (const { label, frequent, least } of candidates) {
    const share = shareOf(frequent, sample, label);
    if (share >= least && share > bestShare) [best, bestShare] = [label, share];
  }
  return best;
}

const sampleBytes = 16_384;
/** Fewer letters say nothing. */
const fewestLetters = 6;

function meanRun(sample: Uint8Array): number {
  let high = 0;
  let runs = 0;
  let wasHigh = false;
  for (const byte of sample) {
    const isHigh = byte >= 0x80;
    if (isHigh) high += 1;
    if (isHigh && !wasHigh) runs += 1;
    wasHigh = isHigh;
  }
  return high / Math.max(runs, 1);
}

function shareOf(frequent: ReadonlySet<string>, sample: Uint8Array, label: string): number {
  let letters = 0;
  let found = 0;
  for (const character of new TextDecoder(label).decode(sample, { stream: true })) {
    if (character <= '\x7f' || punctuation.test(character)) continue;
    letters += 1;
    if (frequent.has(character)) found += 1;
  }
  return letters < fewestLetters ? 0 : found / letters;
}

const punctuation = /[\p{P}\p{Zs}]/u;

interface Candidate {
  readonly label: string;
  readonly frequent: ReadonlySet<string>;
  /** Share of frequent letters below which a text is not taken for one in this charset. */
  readonly least: number;
}

const cyrillic = new Set('оеаинтсрвлкмдпуяыьі');
const kana = new Set(Array.from({ length: 0x30ff - 0x3040 }, (_, index) => String.fromCharCode(0x3041 + index)));
const hangul = new Set('이다는에의을가고를로은하지기사한도어자리그나시인대스정아해서일수있라보만부장전게들면원제상성과국년여주유동공우소');
const hanzi = new Set(
  '的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并並物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西月话話合回特代内內信表化老给給世位次度门門任常先海通教原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系气氣题題活更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直资資',
);

const candidates: readonly Candidate[] = [
  { label: 'euc-jp', frequent: kana, least: 0.25 },
  { label: 'shift_jis', frequent: kana, least: 0.25 },
  { label: 'gb18030', frequent: hanzi, least: 0.25 },
  { label: 'big5', frequent: hanzi, least: 0.25 },
  { label: 'euc-kr', frequent: hangul, least: 0.35 },
  { label: 'windows-1251', frequent: cyrillic, least: 0.6 },
  { label: 'koi8-u', frequent: cyrillic, least: 0.6 },
  { label: 'iso-8859-5', frequent: cyrillic, least: 0.6 },
  { label: 'ibm866', frequent: cyrillic, least: 0.6 },
  { label: 'windows-1253', frequent: new Set('αοιετσνηυρπκμλςάέήίόύώ'), least: 0.6 },
  { label: 'windows-1255', frequent: new Set('יוהלאמרתבשנםד'), least: 0.6 },
  { label: 'windows-1256', frequent: new Set('الينمتروبهةعدسف'), least: 0.6 },
  { label: 'windows-874', frequent: new Set('านรอกเงมยลวดทตสัี่้ะิ'), least: 0.6 },
];
