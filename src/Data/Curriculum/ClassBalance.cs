namespace IlgpuCnn.Data.Curriculum;

/// <summary>What share each class has of the visible images.</summary>
public enum ClassBalance
{
    /// <summary>
    /// Equal counts: at every size they differ by at most one between classes that have images left.
    /// </summary>
    Balanced,

    /// <summary>
    /// The share that the class has of the whole set: at every size less than one image off.
    /// </summary>
    Proportional,

    /// <summary>Whatever the order brings.</summary>
    None,
}
