namespace IlgpuCnn.Data.Curriculum;

/// <summary>In which order images become visible.</summary>
public enum Ordering
{
    /// <summary>No curriculum: everything is visible from the first step.</summary>
    Standard,

    /// <summary>The easiest first.</summary>
    Curriculum,

    /// <summary>The hardest first.</summary>
    Anti,

    /// <summary>A random order under the same pacing.</summary>
    Random,
}
