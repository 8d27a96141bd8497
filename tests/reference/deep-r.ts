/** Noise and penalty on one strength φ = sign·w, in double precision, and how far f32 may be off: four roundings. */
export function deepRStep(
  weight: number,
  sign: number,
  noise: number,
  noiseScale: number,
  penalty: number,
): { weight: number; error: number } {
  const kick = noiseScale * noise,
    magnitude = Math.abs(weight) + Math.abs(kick) + penalty;
  return { weight: sign * (sign * weight + kick - penalty), error: 4 * 2 ** -24 * magnitude + 2 ** -148 };
}
