using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Kernels;
using IlgpuCnn.Kernels.Matrix;

namespace IlgpuCnn.Network.Layers;

/// <summary>A convolution's padding as people write it: same, valid, or a number of rows and columns.</summary>
internal static class PaddingText
{
    /// <exception cref="InputException">It is none of these.</exception>
    public static Padding Read(ComponentArguments arguments, string key) => arguments.Text(key) switch
    {
        "same" => Padding.Same,
        "valid" => Padding.Valid,
        _ => new Padding(arguments.Count(key)),
    };
}
