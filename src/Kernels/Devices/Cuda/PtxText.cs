using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Types;
using static ILGPU.Backends.RegisterAllocator<ILGPU.Backends.PTX.PTXRegisterKind>;

namespace IlgpuCnn.Kernels.Devices.Cuda;

/// <summary>Pieces of PTX for instructions that ILGPU does not know.</summary>
internal static class PtxText
{
    /// <summary>The register that holds a value.</summary>
    public static string Register(PTXCodeGenerator generator, Value value) =>
        Name(generator, generator.LoadPrimitive(value));

    /// <summary>The registers that hold the fields of a structure, as a vector operand.</summary>
    public static string Vector(PTXCodeGenerator generator, Register structure) =>
        "{" + string.Join(", ", ((CompoundRegister)structure).Children.Select(
            child => Name(generator, (PrimitiveRegister)child))) + "}";

    /// <summary>
    /// An instruction that leaves a pointer in the 64-bit register <paramref name="name"/>, as an address in the wanted
    /// space; ILGPU may know the pointer's own space or not.
    /// </summary>
    public static string Address(PTXCodeGenerator generator, Value pointer, MemoryAddressSpace wanted, string name)
    {
        string register = Register(generator, pointer);
        MemoryAddressSpace space = ((AddressSpaceType)pointer.Type).AddressSpace;
        if (space == wanted)
            return $"mov.b64 {name}, {register};";
        if (space == MemoryAddressSpace.Generic)
            return $"cvta.to.{wanted.ToString().ToLowerInvariant()}.u64 {name}, {register};";
        throw new NotSupportedException($"A pointer to {space} memory stands where one to {wanted} memory must.");
    }

    /// <summary>Adds a line to the kernel.</summary>
    public static void Append(PTXCodeGenerator generator, string text) =>
        generator.Builder.Append('\t').Append(text).Append('\n');

    /// <summary>A register that takes the result of an instruction.</summary>
    public static string Target(PTXCodeGenerator generator, Value value) =>
        "%" + PTXRegisterAllocator.GetStringRepresentation(generator.AllocateHardware(value));

    private static string Name(PTXCodeGenerator generator, PrimitiveRegister register) =>
        "%" + PTXRegisterAllocator.GetStringRepresentation(generator.EnsureHardwareRegister(register));
}
