const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * A number for reading: `significant` digits without trailing zeros, a real minus sign, digits in groups of three,
 * powers of ten below 0.001 and from ten million on. Integers keep all digits up to there. NaN is an en dash.
 */
export function formatNumber(value: number, significant = 4): string {
  if (Number.isNaN(value)) return "–";
  const sign = value < 0 ? "−" : "",
    size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return `${sign}∞`;
  if (size === 0) return "0";
  const [, exponent] = scientific(size, significant);
  const whole = Number.isInteger(size) && size < 1e7;
  if (!whole && (exponent < -3 || exponent >= 7)) return sign + powerOfTen(size, significant);
  const decimals = whole ? 0 : Math.max(0, significant - 1 - exponent);
  return sign + grouped(withoutTrailingZeros(size.toFixed(decimals)));
}

/** A number with a fixed number of decimals, grouped, with a real minus sign: labels of one axis. NaN is an en dash. */
export function formatFixed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return "–";
  const text = grouped(Math.abs(value).toFixed(decimals));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** m × 10ⁿ, or 10ⁿ alone. */
export function powerOfTen(size: number, significant: number): string {
  const [mantissa, exponent] = scientific(size, significant),
    raised = Array.from(String(Math.abs(exponent)), (digit) => superscripts[Number(digit)]).join("");
  const power = `10${exponent < 0 ? "⁻" : ""}${raised}`;
  return mantissa === "1" ? power : `${mantissa}×${power}`;
}

/**
 * Decimal mantissa and exponent after rounding, exact: the engine's own shortest conversion is fixed by the standard.
 */
function scientific(size: number, significant: number): [string, number] {
  const [mantissa = "", exponent = ""] = size.toExponential(significant - 1).split("e");
  return [withoutTrailingZeros(mantissa), Number(exponent)];
}

function withoutTrailingZeros(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}

function grouped(decimal: string): string {
  const [whole = "", fraction] = decimal.split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
