import { ArgumentError, ShapeError } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectAlike, expectDisjoint, expectInteger, expectIsTensor, expectTensor } from "./check.js";

/**
 * Softmax over the rows of every column, y[i,b] = exp(x[i,b] − m_b) / Σ_j exp(x[j,b] − m_b) with m_b = max_j x[j,b].
 * −∞ gives 0. A column holding NaN or +∞, or −∞ alone, becomes NaN.
 * @param x [classes, batch]    @param y receives the result, same shape; may be x
 * @throws {ShapeError} unless both are matrices of one shape
 */
export function softmax(x: Tensor, y: Tensor): Tensor {
  const [classes, batch] = expectMatrix("softmax", "x", x);
  expectAlike("softmax", { x, y });
  x.arena.kernels.softmax_f32(0, batch, classes, batch, x.ptr, y.ptr);
  return y;
}

/**
 * Softmax with the cross-entropy against class labels, column by column:
 *   losses[b] = log Σ_j exp(x[j,b] − m_b) − (x[label_b, b] − m_b),   probabilities = softmax(x),   m_b = max_j x[j,b].
 * The sum over classes is kept in f32. NaN and infinities as in `softmax`.
 * @param logits x, [classes, batch]    @param labels [batch], from 0 to classes − 1
 * @param count columns in use; the others get probability 0 and loss 0, and their labels are not looked at
 * @param probabilities receives the softmax, [classes, batch]; may be logits
 * @param losses receives the losses, [batch]; must not overlap the others
 * @throws {ShapeError} when the shapes disagree
 * @throws {ArgumentError} for a count above batch, and for a label out of range: nothing is written then
 */
export function softmaxCrossEntropy(
  logits: Tensor,
  labels: Tensor<"i32">,
  count: number,
  probabilities: Tensor,
  losses: Tensor,
): Tensor {
  const name = "softmaxCrossEntropy",
    [classes, batch] = expectMatrix(name, "logits", logits);
  expectAlike(name, { logits, probabilities });
  expectTensor(name, "labels", labels, [batch], logits, "i32");
  expectTensor(name, "losses", losses, [batch], logits, "f32");
  expectInteger(name, "count", count, 0, batch);
  expectDisjoint(name, losses, logits, "losses and logits");
  expectDisjoint(name, losses, probabilities, "losses and probabilities");
  const bad = logits.arena.kernels.softmax_cross_entropy_f32(
    0,
    batch,
    classes,
    batch,
    count,
    logits.ptr,
    labels.ptr,
    probabilities.ptr,
    losses.ptr,
  );
  if (bad >= 0)
    throw new ArgumentError(name, `labels[${bad}]`, labels.data[bad], `an integer from 0 to ${classes - 1}`);
  return losses;
}

/**
 * Gradient of scale · Σ_b losses[b] of `softmaxCrossEntropy`: gradient[i,b] (+)= (p[i,b] − [i = label_b]) · scale,
 * or 0 where that is below 2^-100.
 * @param probabilities p, [classes, batch]    @param labels [batch]; a label out of range matches no class
 * @param count columns in use; the others get 0    @param scale for example 1 / count, rounded to f32
 * @param gradient receives the gradient at the logits, [classes, batch]; may be probabilities
 * @param accumulate adds to gradient
 * @throws {ShapeError} when the shapes disagree    @throws {ArgumentError} for a count above batch
 */
export function softmaxCrossEntropyBackward(
  probabilities: Tensor,
  labels: Tensor<"i32">,
  count: number,
  scale: number,
  gradient: Tensor,
  accumulate = false,
): Tensor {
  const name = "softmaxCrossEntropyBackward",
    [classes, batch] = expectMatrix(name, "probabilities", probabilities);
  expectAlike(name, { probabilities, gradient });
  expectTensor(name, "labels", labels, [batch], probabilities, "i32");
  expectInteger(name, "count", count, 0, batch);
  probabilities.arena.kernels.softmax_cross_entropy_backward_f32(
    0,
    classes,
    batch,
    count,
    scale,
    accumulate,
    probabilities.ptr,
    labels.ptr,
    gradient.ptr,
  );
  return gradient;
}

/**
 * Half squared error of every column, losses[b] = ½ Σ_i (x[i,b] − target[i,b])², summed in f32 from the first row on.
 * @param x [features, batch]    @param target same shape    @param count columns in use; the others get loss 0
 * @param losses receives the losses, [batch]; must not overlap the others
 * @throws {ShapeError} when the shapes disagree    @throws {ArgumentError} for a count above batch
 */
export function squaredError(x: Tensor, target: Tensor, count: number, losses: Tensor): Tensor {
  const [features, batch] = expectMatrix("squaredError", "x", x);
  expectAlike("squaredError", { x, target });
  expectTensor("squaredError", "losses", losses, [batch], x, "f32");
  expectInteger("squaredError", "count", count, 0, batch);
  expectDisjoint("squaredError", losses, x, "losses and x");
  expectDisjoint("squaredError", losses, target, "losses and target");
  x.arena.kernels.squared_error_f32(0, batch, features, batch, count, x.ptr, target.ptr, losses.ptr);
  return losses;
}

/**
 * Gradient of scale · Σ_b losses[b] of `squaredError`: gradient[i,b] (+)= (x[i,b] − target[i,b]) · scale.
 * @param x [features, batch]    @param target same shape    @param count columns in use; the others get 0
 * @param scale for example 1 / count, rounded to f32
 * @param gradient receives the gradient at x, same shape; may be x or target    @param accumulate adds to gradient
 * @throws {ShapeError} when the shapes disagree    @throws {ArgumentError} for a count above batch
 */
export function squaredErrorBackward(
  x: Tensor,
  target: Tensor,
  count: number,
  scale: number,
  gradient: Tensor,
  accumulate = false,
): Tensor {
  const name = "squaredErrorBackward",
    [features, batch] = expectMatrix(name, "x", x);
  expectAlike(name, { x, target, gradient });
  expectInteger(name, "count", count, 0, batch);
  x.arena.kernels.squared_error_backward_f32(
    0,
    features,
    batch,
    count,
    scale,
    accumulate,
    x.ptr,
    target.ptr,
    gradient.ptr,
  );
  return gradient;
}

function expectMatrix(operation: string, name: string, tensor: Tensor): [rows: number, columns: number] {
  expectIsTensor(operation, name, tensor);
  const [rows, columns] = tensor.shape;
  if (tensor.shape.length !== 2 || rows === undefined || columns === undefined)
    throw new ShapeError(operation, `${name} is [${tensor.shape}], must have two axes, [features, batch]`);
  return [rows, columns];
}
