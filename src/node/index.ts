/** What needs a file system: everything else of the package runs in browsers too. */
export { IMAGE_SETS, type ImageData, type ImageSet, loadImages } from "../data/folder.js";
