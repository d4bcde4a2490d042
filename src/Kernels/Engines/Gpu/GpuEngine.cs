namespace IlgpuCnn.Kernels.Engines.Gpu;

internal sealed class GpuEngine(ComputeDevice device) : IMatrixEngine
{
    private readonly ComputeDevice device = device;

    public void Forward(in Conv2DShape shape, Floats x, Floats w, Floats b, Activation activation, Floats y) =>
        throw new NotImplementedException(device.ToString());

    public void BackwardInput(
        in Conv2DShape shape, Floats dy, Floats w, Activation inputActivation, Floats x, Floats dx) =>
        throw new NotImplementedException();

    public void BackwardWeight(in Conv2DShape shape, Floats x, Floats dy, Floats dw, Floats db) =>
        throw new NotImplementedException();

    public void Dispose()
    {
    }
}
