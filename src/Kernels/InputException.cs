namespace IlgpuCnn.Kernels;

/// <summary>
/// Something the user asked for that can't be had. The message is one sentence that says what is wrong, where, and what
/// to do; the program prints it as it stands, with no stack trace.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>An error with the sentence that the user reads.</summary>
    public InputException(string message)
        : base(message)
    {
    }

    /// <summary>An error with the sentence that the user reads, and the cause, which a debugger shows.</summary>
    public InputException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
