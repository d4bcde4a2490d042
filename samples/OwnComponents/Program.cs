using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels.Devices;
using IlgpuCnn.Network.Library;
using IlgpuCnn.Network.Training;
using IlgpuCnn.Network.Training.Optimizers;
using OwnComponents;

// What is registered can be asked for by name: here, in config.json, and in checkpoints that hold a layer of one's own.
Console.WriteLine($"registered  {Components.RegisterFrom(typeof(Program).Assembly)} components");

using ComputeDevice device = ComputeDevice.Open("auto");
ImageData data = Datasets.Load("shapes(train=2000,test=500)", validation: 0.1);

// A network defined in code, trained easy images first.
using Network net = Network.Build(
    device, data, n => n.Conv(32, 3).Relu().MaxPool(2).Conv(64, 3).Relu().GlobalAveragePool());
TrainingResult result = Training.Fit(
    net, data, new Adam(1e-3), epochs: 3, curriculum: Curriculum.EasyFirst(new SaturationScore(), new RootPacing(A: 0.8, B: 0.2)));
Console.WriteLine($"trained     {net.ParameterCount} parameters in {result.Steps.Count} steps, last loss {result.LastLoss:0.0000}");
Console.WriteLine($"test        loss {result.Test.Loss:0.0000}  accuracy {result.Test.Accuracy:P2}");

// It is saved with its architecture, and loads again without the code above.
string path = Path.Combine(Path.GetTempPath(), $"own-{Environment.ProcessId}.safetensors");
net.Save(path);
using (Network loaded = Network.Load(path, device))
{
    Evaluation again = loaded.Evaluate(data.Test);
    Console.WriteLine($"loaded      {string.Join(", ", loaded.Architecture.LayerTexts)}");
    Console.WriteLine($"test        loss {again.Loss:0.0000}  accuracy {again.Accuracy:P2}");
    if (again != result.Test)
        throw new InvalidOperationException("The loaded network differs from the saved one.");
}

File.Delete(path);

// Everything of one's own together: a layer, an optimizer, a schedule, a score by a method and a pacing function.
using Network own = Network.Build(device, data, n => n.Conv(16, 3).Add(new SwishSpec()).MaxPool(2).Conv(32, 3).Relu());
TrainingResult ownResult = Training.Fit(
    own, data, new Lion(3e-4), epochs: 2,
    curriculum: Curriculum.EasyFirst(images => [.. images.Labels.Select(label => (double)label)], new SigmoidPacing()),
    options: new TrainingOptions { Schedule = new TriangleSchedule(Peak: 0.3) });
Console.WriteLine($"own         last loss {ownResult.LastLoss:0.0000}  test accuracy {ownResult.Test.Accuracy:P2}");
