/** Numbers of arrays in memory, by their place. All inline. */

// @ts-ignore: decorator
@inline
export function u16At(array: usize, i: u32): u32 {
  return load<u16>(array + ((<usize>i) << 1));
}

// @ts-ignore: decorator
@inline
export function setU16(array: usize, i: u32, value: u32): void {
  store<u16>(array + ((<usize>i) << 1), <u16>value);
}

// @ts-ignore: decorator
@inline
export function u32At(array: usize, i: u32): u32 {
  return load<u32>(array + ((<usize>i) << 2));
}

// @ts-ignore: decorator
@inline
export function setU32(array: usize, i: u32, value: u32): void {
  store<u32>(array + ((<usize>i) << 2), value);
}

// @ts-ignore: decorator
@inline
export function f32At(array: usize, i: u32): f32 {
  return load<f32>(array + ((<usize>i) << 2));
}

// @ts-ignore: decorator
@inline
export function setF32(array: usize, i: u32, value: f32): void {
  store<f32>(array + ((<usize>i) << 2), value);
}
