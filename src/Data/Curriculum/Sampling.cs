using IlgpuCnn.Data.Catalogs;

namespace IlgpuCnn.Data.Curriculum;

/// <summary>How batches are drawn from the visible images.</summary>
public enum Sampling
{
    /// <summary>From a shuffle, which is used up before the next.</summary>
    Epoch,

    /// <summary>Each batch on its own, without replacement within it.</summary>
    Independent,
}

/// <summary>Ways of sampling, by name.</summary>
public static class SamplingNames
{
    /// <summary>All there are.</summary>
    public static Catalog<Sampling> Catalog { get; } = new Catalog<Sampling>("sampling")
        .Register("epoch", "a shuffle, used up before the next", _ => Sampling.Epoch)
        .Register("independent", "each batch on its own", _ => Sampling.Independent);
}
