global using ILGPU;
global using ILGPU.Runtime;
global using NUnit.Framework;
global using Floats = ILGPU.ArrayView<float>;
global using Ints = ILGPU.ArrayView<int>;
